package faults.scenario;

import static faults.engine.NodeFaults.IS_BROADCAST;
import static faults.engine.NodeFaults.beforeFirst;
import static faults.engine.WindowExpectation.accepted;
import static faults.engine.WindowExpectation.notStored;
import static faults.engine.WindowExpectation.rejected;

import faults.engine.EpochContext;
import faults.engine.Scenario;
import faults.engine.WindowExpectation.WindowOutcome;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Predicate;

/** The fee or the gas changes while a transaction is made. */
public final class FeeScenarios {
  private static final BigDecimal USUAL = BigDecimal.TEN;

  private FeeScenarios() {}

  /**
   * The gas price changes while a transaction is made: the fee is raised, up to the operator's
   * limit.
   */
  public static Scenario s20FeeChanges() {
    return Scenario.of("S20", "The fee is below the minimum, or the minimum rises, or jumps")
        .withSetup(
            setup ->
                setup
                    .withNodes(2)
                    .withSetting("alert.period", "5s")
                    .withSetting("alert.rest", "5m"))
        .withEpoch(
            "below the minimum", FeeScenarios::feeBelowMinimum, accepted().withIncludedCount(1))
        .withEpoch(
            "rises while it waits",
            FeeScenarios::minimumRisesWhilePending,
            accepted().withIncludedCount(1))
        .withEpoch(
            "spike above the cap", FeeScenarios::spikeAboveCap, accepted().withIncludedCount(1))
        .withEpoch(
            "above the cap to the end",
            FeeScenarios::aboveCap,
            notStored(List.of("expired"), "FEE_CAP").withIncludedCount(0));
  }

  private static void feeBelowMinimum(EpochContext epoch) {
    setGasPrice(epoch, 1);
    epoch.allNodes(
        beforeFirst(IS_BROADCAST, () -> epoch.network().setGasPrice(multipleOfUsual(4))));
  }

  /** The minimum rises while the transaction waits in the mempool. */
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
    epoch.requireAlert("submission held back");
  }

  private static void setGasPrice(EpochContext epoch, long factor) {
    epoch.network().setGasPrice(multipleOfUsual(factor));
    epoch.afterEpoch(() -> epoch.network().setGasPrice(USUAL));
  }

  private static BigDecimal multipleOfUsual(long factor) {
    return USUAL.multiply(BigDecimal.valueOf(factor));
  }

  /**
   * The block charges more gas than simulation returned: the gas limit is raised, within bounds.
   */
  public static Scenario s21OutOfGas() {
    return Scenario.of("S21", "Out of gas at the estimate")
        .withSetup(setup -> setup.withSetting("alert.period", "5s"))
        .withEpoch(
            "twice the estimate",
            it -> it.network().setGasFactor(2),
            accepted().and("2 or 3 included", includedBetween(2, 3)))
        .withEpoch(
            "whatever is offered",
            FeeScenarios::chargeEverMoreGas,
            rejected("OUT_OF_GAS").withIncludedCount(5));
  }

  private static void chargeEverMoreGas(EpochContext epoch) {
    epoch.network().setGasFactor(1_000);
    epoch.requireAlert("paid for and failed");
  }

  private static Predicate<WindowOutcome> includedBetween(int least, int most) {
    return it -> it.includedCount() >= least && it.includedCount() <= most;
  }
}
