package faults.scenario.process;

import static faults.engine.WindowExpectation.accepted;

import faults.engine.EpochContext;
import faults.engine.KillPoint;
import faults.engine.KillPointAction;
import faults.engine.Scenario;
import java.util.function.Consumer;

/** Asked to end in any state it ends in good order; a terminal that closes does not end it. */
public final class S17TerminationSignals {
  private S17TerminationSignals() {}

  public static Scenario scenario() {
    return Scenario.of("S17", "SIGTERM and SIGHUP while open, claimed, signed, sent")
        .withSetup(KillPointAction::singleNodeSetup)
        .withEpoch("HUP, open", hangupAt(KillPoint.BEFORE_CLAIM), accepted().withIncludedCount(1))
        .withEpoch(
            "HUP, signed", hangupAt(KillPoint.BEFORE_BROADCAST), accepted().withIncludedCount(1))
        .withEpoch(
            "HUP, sent", hangupAt(KillPoint.AFTER_BROADCAST), accepted().withIncludedCount(1))
        .withEpoch(
            "TERM, open", terminatedAt(KillPoint.BEFORE_CLAIM), accepted().withIncludedCount(1))
        .withEpoch(
            "TERM, claimed", terminatedAt(KillPoint.AFTER_CLAIM), accepted().withIncludedCount(1))
        .withEpoch(
            "TERM, signed",
            terminatedAt(KillPoint.BEFORE_BROADCAST),
            accepted().withIncludedCount(1))
        .withEpoch(
            "TERM, sent", terminatedAt(KillPoint.AFTER_BROADCAST), accepted().withIncludedCount(1));
  }

  private static Consumer<EpochContext> terminatedAt(KillPoint cut) {
    return epoch -> KillPointAction.endBySignalAt(epoch, cut, "TERM", 143);
  }

  private static Consumer<EpochContext> hangupAt(KillPoint cut) {
    return epoch -> {
      KillPointAction.runAt(epoch, cut, "told of HUP", () -> epoch.worker().sendSignal("HUP"));
      epoch.require("goes on", () -> epoch.worker().exitCode().isEmpty());
    };
  }
}
