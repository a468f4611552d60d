package faults;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Every scenario, in the order of the table. A new one is a file and its line here. */
public final class Scenarios {
  private Scenarios() {}

  public static List<Scenario> all() {
    return List.of(
        S01EpochsInARow.scenario(),
        S07NodesThatFail.scenario(),
        S14SequenceTrouble.scenario(),
        S18LostReply.scenario(),
        S32TopicsAtOnce.scenario());
  }

  public static Optional<Scenario> named(String id) {
    return all().stream().filter(it -> it.id().equals(id.toUpperCase(Locale.ROOT))).findFirst();
  }
}
