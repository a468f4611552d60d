package faults.scenario.tx;

import static faults.engine.NodeFaults.IS_BROADCAST;
import static faults.engine.NodeFaults.beforeFirst;
import static faults.engine.WindowExpectation.accepted;
import static faults.engine.WindowExpectation.notStored;

import faults.engine.EpochContext;
import faults.engine.Scenario;
import java.math.BigDecimal;
import java.util.List;

/** What a transaction costs changes while it is made: it is raised, up to the operator's cap. */
public final class S20FeeChanges {
  private static final BigDecimal USUAL = BigDecimal.TEN;

  private S20FeeChanges() {}

  public static Scenario scenario() {
    return Scenario.of("S20", "The fee is below the minimum, or the minimum rises, or goes wild")
        .withSetup(
            setup ->
                setup
                    .withNodes(2)
                    .withSetting("alert.period", "5s")
                    .withSetting("alert.rest", "5m"))
        .withEpoch(
            "below the minimum", S20FeeChanges::feeBelowMinimum, accepted().withIncludedCount(1))
        .withEpoch(
            "rises while it waits",
            S20FeeChanges::minimumRisesWhilePending,
            accepted().withIncludedCount(1))
        .withEpoch(
            "spike above the cap", S20FeeChanges::spikeAboveCap, accepted().withIncludedCount(1))
        .withEpoch(
            "above the cap to the end",
            S20FeeChanges::aboveCap,
            notStored(List.of("expired"), "FEE_CAP").withIncludedCount(0));
  }

  private static void feeBelowMinimum(EpochContext epoch) {
    setGasPrice(epoch, 1);
    epoch.allNodes(
        beforeFirst(IS_BROADCAST, () -> epoch.network().setGasPrice(multipleOfUsual(4))));
  }

  /** It lies in the mempool when blocks begin to ask for more. */
  private static void minimumRisesWhilePending(EpochContext epoch) {
    setGasPrice(epoch, 1);
    epoch.network().delayInclusion(4);
    epoch.allNodes(
        beforeFirst(
            IS_BROADCAST,
            () ->
                epoch.network().atHeight(epoch.devnet().height() + 2, () -> raiseMinimum(epoch))));
  }

  private static void raiseMinimum(EpochContext epoch) {
    epoch.network().setGasPrice(multipleOfUsual(4));
    epoch.network().delayInclusion(0);
  }

  private static void spikeAboveCap(EpochContext epoch) {
    aboveCap(epoch);
    epoch.atBlock(240, () -> epoch.network().setGasPrice(USUAL));
  }

  private static void aboveCap(EpochContext epoch) {
    setGasPrice(epoch, 1_000_000);
    epoch.requireAlert("answer held back");
  }

  private static void setGasPrice(EpochContext epoch, long factor) {
    epoch.network().setGasPrice(multipleOfUsual(factor));
    epoch.afterEpoch(() -> epoch.network().setGasPrice(USUAL));
  }

  private static BigDecimal multipleOfUsual(long factor) {
    return USUAL.multiply(BigDecimal.valueOf(factor));
  }
}
