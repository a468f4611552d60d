package faults.scenario.tx;

import static faults.engine.WindowExpectation.notStored;

import faults.engine.EpochContext;
import faults.engine.Scenario;
import java.util.List;

/** A block took the transaction with code 0, and the chain holds no inference: no success. */
public final class S06IncludedButNotStored {
  private S06IncludedButNotStored() {}

  public static Scenario scenario() {
    return Scenario.of("S06", "Included with code 0, yet the inference is not there")
        .withSetup(setup -> setup.withSetting("alert.period", "5s"))
        .withEpoch(
            "discarded",
            S06IncludedButNotStored::discardPayload,
            notStored(List.of("accepted_missing"), "NOT_STORED").withIncludedCount(1));
  }

  private static void discardPayload(EpochContext epoch) {
    epoch.network().discardNextPayloads(1);
    epoch.requireAlert("included but not stored");
  }
}
