package faults.scenario.tx;

import static faults.engine.WindowExpectation.accepted;
import static faults.engine.WindowExpectation.rejected;

import faults.engine.EpochContext;
import faults.engine.Scenario;
import faults.engine.WindowOutcome;
import java.util.function.Predicate;

/** The block charges more gas than simulation foresaw: more is offered, within bounds. */
public final class S21OutOfGas {
  private S21OutOfGas() {}

  public static Scenario scenario() {
    return Scenario.of("S21", "Out of gas at the estimate")
        .withSetup(setup -> setup.withSetting("alert.period", "5s"))
        .withEpoch(
            "twice the estimate",
            it -> it.network().setGasFactor(2),
            accepted().and("2 or 3 included", includedBetween(2, 3)))
        .withEpoch(
            "whatever is offered",
            S21OutOfGas::chargeEverMoreGas,
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
