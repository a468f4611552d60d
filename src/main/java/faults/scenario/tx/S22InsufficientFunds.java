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
        .withSetup(setup -> setup.account(it -> it.withBalance(ONE_ALLO)))
        .withSetup(setup -> setup.withSetting("alert.period", "5s").withSetting("alert.rest", "5m"))
        .withSetup(setup -> setup.withSetting("heartbeat.period", "30s"))
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
    return epoch -> {
      epoch.network().setBalance(epoch.accountAddress(), uallo);
      epoch.afterEpoch(() -> epoch.network().setBalance(epoch.accountAddress(), ONE_ALLO));
      epoch.requireAlert(alert);
    };
  }

  private static void refilledInTheMiddle(EpochContext epoch) {
    withBalance(BigInteger.ZERO, "runway low").accept(epoch);
    epoch.atBlock(300, () -> epoch.network().setBalance(epoch.accountAddress(), ONE_ALLO));
  }

  private static void accountMissing(EpochContext epoch) {
    epoch.network().setAccountVisible(epoch.accountAddress(), false);
    epoch.afterEpoch(() -> epoch.network().setAccountVisible(epoch.accountAddress(), true));
  }

  private static void accountAppearsInTheMiddle(EpochContext epoch) {
    accountMissing(epoch);
    epoch.atBlock(300, () -> epoch.network().setAccountVisible(epoch.accountAddress(), true));
  }
}
