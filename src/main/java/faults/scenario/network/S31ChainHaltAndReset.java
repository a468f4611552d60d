package faults.scenario.network;

import static faults.engine.WindowExpectation.accepted;
import static faults.engine.WindowExpectation.workerExits;

import faults.engine.EpochContext;
import faults.engine.Scenario;
import java.time.Duration;

/** A chain that stands still is waited for; one that starts over needs an operator. */
public final class S31ChainHaltAndReset {
  private static final Duration HALT = Duration.ofHours(3);

  /** More blocks than any fork takes back. */
  private static final long LOWER = 5_000;

  private S31ChainHaltAndReset() {}

  public static Scenario scenario() {
    return Scenario.of("S31", "Chain halt of 3 h, then resume; a chain that starts over")
        .withEpoch(
            "halts before the opening",
            it -> it.atBlock(-20, () -> haltChain(it)),
            accepted().withIncludedCount(1))
        .withEpoch(
            "halts in the window",
            it -> it.atBlock(1, () -> haltChain(it)),
            accepted().withIncludedCount(1))
        .withEpoch(
            "starts over at a lower height",
            S31ChainHaltAndReset::chainRestartsLower,
            workerExits(2));
  }

  private static void chainRestartsLower(EpochContext epoch) {
    epoch.atBlock(1, () -> epoch.network().restartAtHeight(epoch.nonce() - LOWER));
    epoch.require("it says why", () -> epoch.worker().logText().contains("has been reset"));
  }

  private static void haltChain(EpochContext epoch) {
    epoch.network().haltFor(HALT);
    epoch.host().skipTime(HALT);
  }
}
