package faults.scenario.tx;

import static faults.engine.WindowExpectation.accepted;
import static faults.engine.WindowExpectation.notStored;

import faults.engine.EpochContext;
import faults.engine.Scenario;
import java.math.BigInteger;
import java.util.List;
import java.util.function.Consumer;

/** The account runs dry, or is not there: the daemon says so and goes on looking. */
public final class S22InsufficientFunds {
  private static final BigInteger ONE_ALLO = BigInteger.TEN.pow(18);
  private static final BigInteger SOME = BigInteger.valueOf(50_000_000);

  private S22InsufficientFunds() {}

  public static Scenario scenario() {
    return Scenario.of("S22", "Balance low, then zero; the account is not on the chain")
        .withSetup(world -> world.account(it -> it.withBalance(ONE_ALLO)))
        .withSetup(world -> world.withSetting("alert.period", "5s").withSetting("alert.rest", "5m"))
        .withSetup(world -> world.withSetting("heartbeat.period", "30s"))
        .withEpoch(
            "enough for ten epochs",
            withBalance(SOME, "runway low"),
            accepted().withIncludedCount(1))
        .withEpoch(
            "zero until the middle",
            S22InsufficientFunds::refilledInTheMiddle,
            accepted().withIncludedCount(1))
        .withEpoch(
            "zero to the end",
            withBalance(BigInteger.ZERO, "runway low"),
            notStored(List.of("expired", "missed"), "NO_FUNDS").withIncludedCount(0))
        .withEpoch(
            "no account until the middle",
            S22InsufficientFunds::accountAppearsInTheMiddle,
            accepted().withIncludedCount(1))
        .withEpoch(
            "no account to the end",
            S22InsufficientFunds::accountMissing,
            notStored(List.of("expired", "missed"), "NO_ACCOUNT").withIncludedCount(0));
  }

  private static Consumer<EpochContext> withBalance(BigInteger uallo, String alert) {
    return stage -> {
      stage.network().setBalance(stage.accountAddress(), uallo);
      stage.afterEpoch(() -> stage.network().setBalance(stage.accountAddress(), ONE_ALLO));
      stage.requireAlert(alert);
    };
  }

  private static void refilledInTheMiddle(EpochContext stage) {
    withBalance(BigInteger.ZERO, "runway low").accept(stage);
    stage.atBlock(300, () -> stage.network().setBalance(stage.accountAddress(), ONE_ALLO));
  }

  private static void accountMissing(EpochContext stage) {
    stage.network().setAccountVisible(stage.accountAddress(), false);
    stage.afterEpoch(() -> stage.network().setAccountVisible(stage.accountAddress(), true));
  }

  private static void accountAppearsInTheMiddle(EpochContext stage) {
    accountMissing(stage);
    stage.atBlock(300, () -> stage.network().setAccountVisible(stage.accountAddress(), true));
  }
}
