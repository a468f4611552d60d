package report;

import chain.AlloraClient;
import chain.model.SubmittedValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import journal.entry.Entry;
import journal.entry.EntryState;

/**
 * Compares accepted rows with the values that the chain stores. The chain deletes inferences some
 * time after their rewards, so a missing one is counted and is no fault.
 *
 * @param confirmed rows whose value the chain stores
 * @param gone rows for which the chain stores nothing now
 * @param faults one sentence for each row for which the chain stores another value
 */
public record StoredValueCheck(int confirmed, int gone, List<String> faults) {
  public StoredValueCheck {
    faults = List.copyOf(faults);
  }

  /**
   * Queries the chain once or twice for each accepted row.
   *
   * @throws domain.Failure.Retry if no node replies
   */
  public static StoredValueCheck of(List<Entry> rows, AlloraClient allora) {
    String chainId = allora.network().chainId();
    int confirmed = 0;
    int gone = 0;
    List<String> faults = new ArrayList<>();
    for (Entry row : rows) {
      if (row.state() == EntryState.ACCEPTED && row.key().chainId().equals(chainId)) {
        Optional<String> stored = row.claim().flatMap(allora::storedValue);
        boolean same = stored.filter(it -> SubmittedValue.isSame(it, row.value())).isPresent();
        confirmed += same ? 1 : 0;
        gone += stored.isEmpty() ? 1 : 0;
        stored.filter(it -> !same).ifPresent(it -> faults.add(otherValue(row, it)));
      }
    }
    return new StoredValueCheck(confirmed, gone, faults);
  }

  public String summary() {
    return "the chain stores the value of %d rows, no longer that of %d, another value for %d"
        .formatted(confirmed, gone, faults.size());
  }

  private static String otherValue(Entry row, String stored) {
    return "window "
        + row.key().label()
        + ": the row says "
        + row.value()
        + ", the chain stores "
        + stored;
  }
}
