package faults.scenario.process;

import static faults.engine.WindowExpectation.accepted;

import faults.engine.EpochContext;
import faults.engine.KillPoint;
import faults.engine.KillPointAction;
import faults.engine.Scenario;
import java.util.function.Consumer;

/** A process that dies without warning leaves a journal from which the next one goes on. */
public final class S16KilledWithoutWarning {
  private static final int KILLED = 137;

  private S16KilledWithoutWarning() {}

  public static Scenario scenario() {
    return Scenario.of("S16", "kill -9 before sign, after journal, sent, included, before close")
        .withSetup(KillPointAction::singleNodeSetup)
        .withEpoch(
            "before it signs", killedAt(KillPoint.AFTER_CLAIM), accepted().withIncludedCount(1))
        .withEpoch(
            "after the journal's write",
            killedAt(KillPoint.AFTER_SIGNED),
            accepted().withIncludedCount(1))
        .withEpoch(
            "after the broadcast",
            killedAt(KillPoint.DURING_BROADCAST),
            accepted().withIncludedCount(1))
        .withEpoch(
            "included, the row not closed",
            killedAt(KillPoint.BEFORE_CLOSE),
            accepted().withIncludedCount(1));
  }

  private static Consumer<EpochContext> killedAt(KillPoint cut) {
    return epoch -> KillPointAction.endBySignalAt(epoch, cut, "KILL", KILLED);
  }
}
