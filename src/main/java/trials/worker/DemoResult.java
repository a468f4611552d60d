package trials.worker;

import domain.Role;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import journal.entry.Entry;
import journal.entry.EntryState;

/**
 * Result of a {@link DemoRun}.
 *
 * @param entries closed rows of the journal
 * @param stored inferences that the network stored, by its own record
 * @param stakeGained rewards of the reputer in uallo; empty without one
 */
public record DemoResult(
    int epochs, List<Entry> entries, int stored, int duplicates, Optional<BigInteger> stakeGained) {
  public int accepted() {
    return accepted(Role.WORKER);
  }

  public int accepted(Role role) {
    return (int)
        entries.stream()
            .filter(it -> it.key().role() == role && it.state() == EntryState.ACCEPTED)
            .count();
  }

  /** Accepted predictions with a forecast of losses in the same bundle. */
  public int forecasts() {
    return (int)
        entries.stream()
            .filter(it -> it.key().role() == Role.WORKER && it.state() == EntryState.ACCEPTED)
            .filter(it -> it.value().contains("|"))
            .count();
  }

  public boolean isPerfect() {
    boolean paid =
        stakeGained.isEmpty() || accepted(Role.REPUTER) == epochs && stakeGained.get().signum() > 0;
    return accepted() == epochs && stored >= epochs && duplicates == 0 && paid;
  }
}
