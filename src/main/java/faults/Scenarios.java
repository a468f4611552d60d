package faults;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Every scenario, in the order of the table. A new one is a file and its line here. */
public final class Scenarios {
  private Scenarios() {}

  public static List<Scenario> all() {
    return List.of(
        S01EpochsInARow.scenario(),
        S02Windows.scenario(),
        S05RefusedInTheBlock.scenario(),
        S07NodesThatFail.scenario(),
        S14SequenceTrouble.scenario(),
        S18LostReply.scenario(),
        S24OddModel.scenario(),
        S24OddModel.lastGood(),
        S32TopicsAtOnce.scenario());
  }

  /** Those that figures are made of: one epoch, to be played often. */
  public static List<Scenario> figures() {
    return M1Rates.scenarios();
  }

  public static Optional<Scenario> named(String id) {
    return Stream.concat(all().stream(), figures().stream())
        .filter(it -> it.id().equalsIgnoreCase(id))
        .findFirst();
  }
}
