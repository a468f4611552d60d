package faults.scenario;

import static faults.engine.WindowExpectation.accepted;
import static faults.engine.WindowExpectation.missed;
import static faults.engine.WindowExpectation.noWindow;
import static faults.engine.WindowExpectation.notStored;

import faults.engine.EpochContext;
import faults.engine.Scenario;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Accounts without funds, and workers or topics that may not take part. */
public final class AccountScenarios {
  private static final BigInteger ONE_ALLO = BigInteger.TEN.pow(18);
  private static final BigInteger LOW_BALANCE = BigInteger.valueOf(50_000_000);
  private static final long TOPIC = 67;

  /** An account other than the worker's. */
  private static final String OTHER_ACCOUNT = "allo1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq0s2wlu";

  private AccountScenarios() {}

  /** The account has no funds, or is not on the chain: the daemon reports it and keeps polling. */
  public static Scenario s22InsufficientFunds() {
    return Scenario.of("S22", "Balance low, then zero; the account is not on the chain")
        .withSetup(setup -> setup.account(it -> it.withBalance(ONE_ALLO)))
        .withSetup(setup -> setup.withSetting("alert.period", "5s").withSetting("alert.rest", "5m"))
        .withSetup(setup -> setup.withSetting("heartbeat.period", "30s"))
        .withEpoch(
            "enough for ten epochs",
            withBalance(LOW_BALANCE, "runway low"),
            accepted().withIncludedCount(1))
        .withEpoch(
            "zero until the middle",
            AccountScenarios::refilledInTheMiddle,
            accepted().withIncludedCount(1))
        .withEpoch(
            "zero to the end",
            withBalance(BigInteger.ZERO, "runway low"),
            notStored(List.of("expired", "missed"), "NO_FUNDS").withIncludedCount(0))
        .withEpoch(
            "no account until the middle",
            AccountScenarios::accountAppearsInTheMiddle,
            accepted().withIncludedCount(1))
        .withEpoch(
            "no account to the end",
            AccountScenarios::accountMissing,
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

  /** The topic refuses this worker, each time for another reason; the worker keeps polling. */
  public static Scenario s23WorkerNotEligible() {
    return Scenario.of("S23", "Not registered, not whitelisted; the topic is inactive, unfunded")
        .withEpoch("not registered", AccountScenarios::unregistered, missed("NOT_REGISTERED"))
        .withEpoch(
            "registered in the middle",
            AccountScenarios::registeredInTheMiddle,
            accepted().withIncludedCount(1))
        .withEpoch(
            "registered by another owner",
            AccountScenarios::registeredByAnotherOwner,
            accepted().withIncludedCount(1))
        .withEpoch("not whitelisted", AccountScenarios::notWhitelisted, missed("NOT_WHITELISTED"))
        .withEpoch(
            "whitelisted in the middle",
            AccountScenarios::whitelistedInTheMiddle,
            accepted().withIncludedCount(1))
        .withEpoch("topic inactive", AccountScenarios::topicInactive, noWindow())
        .withEpoch("topic not funded", AccountScenarios::topicUnfunded, noWindow());
  }

  private static void unregistered(EpochContext epoch) {
    epoch.attemptTime(Duration.ofMillis(500));
    setRegistered(epoch, false);
    epoch.afterEpoch(() -> setRegistered(epoch, true));
    requireLogged(epoch, "is not registered in topic 67");
  }

  private static void setRegistered(EpochContext epoch, boolean on) {
    epoch.network().setRegistered(TOPIC, epoch.accountAddress(), on);
  }

  private static void registeredInTheMiddle(EpochContext epoch) {
    unregistered(epoch);
    epoch.atBlock(300, () -> setRegistered(epoch, true));
  }

  private static void registeredByAnotherOwner(EpochContext epoch) {
    epoch.network().setRegistrationOwner(epoch.accountAddress(), OTHER_ACCOUNT);
    epoch.afterEpoch(
        () -> epoch.network().setRegistrationOwner(epoch.accountAddress(), epoch.accountAddress()));
    epoch.require(
        "named by the doctor",
        () -> epoch.worker().doctorFindings().stream().anyMatch(it -> it.contains(OTHER_ACCOUNT)));
  }

  private static void notWhitelisted(EpochContext epoch) {
    epoch.attemptTime(Duration.ofMillis(500));
    epoch.network().setWhitelistOnly(TOPIC, true);
    epoch.network().setWhitelisted(TOPIC, epoch.accountAddress(), false);
    epoch.afterEpoch(() -> epoch.network().setWhitelistOnly(TOPIC, false));
    requireLogged(epoch, "may not submit to topic 67");
  }

  private static void whitelistedInTheMiddle(EpochContext epoch) {
    notWhitelisted(epoch);
    epoch.atBlock(300, () -> epoch.network().setWhitelisted(TOPIC, epoch.accountAddress(), true));
  }

  private static void topicInactive(EpochContext epoch) {
    epoch.attemptTime(Duration.ofMillis(500));
    epoch.network().setTopicActive(TOPIC, false);
    epoch.afterEpoch(() -> epoch.network().setTopicActive(TOPIC, true));
    requireLogged(epoch, "topic 67 is inactive");
  }

  private static void topicUnfunded(EpochContext epoch) {
    epoch.attemptTime(Duration.ofMillis(500));
    epoch.network().setTopicFunded(TOPIC, false);
    epoch.afterEpoch(() -> epoch.network().setTopicFunded(TOPIC, true));
    requireLogged(epoch, "topic 67 has no funds");
  }

  private static void requireLogged(EpochContext epoch, String text) {
    int before = epoch.worker().logText().length();
    epoch.require("said: " + text, () -> epoch.worker().logText().substring(before).contains(text));
  }
}
