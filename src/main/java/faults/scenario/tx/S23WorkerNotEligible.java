package faults.scenario.tx;

import static faults.engine.WindowExpectation.accepted;
import static faults.engine.WindowExpectation.missed;
import static faults.engine.WindowExpectation.noWindow;

import faults.engine.EpochContext;
import faults.engine.Scenario;
import java.time.Duration;

/** The topic does not let this worker answer, each time for another reason; it goes on looking. */
public final class S23WorkerNotEligible {
  private static final long TOPIC = 67;

  /** Any account but the worker's. */
  private static final String OTHER = "allo1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq0s2wlu";

  private S23WorkerNotEligible() {}

  public static Scenario scenario() {
    return Scenario.of("S23", "Not registered, not whitelisted; the topic is inactive, unfunded")
        .withEpoch("not registered", S23WorkerNotEligible::unregistered, missed("NOT_REGISTERED"))
        .withEpoch(
            "registered in the middle",
            S23WorkerNotEligible::registeredInTheMiddle,
            accepted().withIncludedCount(1))
        .withEpoch(
            "registered by another owner",
            S23WorkerNotEligible::registeredByAnotherOwner,
            accepted().withIncludedCount(1))
        .withEpoch(
            "not whitelisted", S23WorkerNotEligible::notWhitelisted, missed("NOT_WHITELISTED"))
        .withEpoch(
            "whitelisted in the middle",
            S23WorkerNotEligible::whitelistedInTheMiddle,
            accepted().withIncludedCount(1))
        .withEpoch("topic inactive", S23WorkerNotEligible::topicInactive, noWindow())
        .withEpoch("topic not funded", S23WorkerNotEligible::topicUnfunded, noWindow());
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
    epoch.network().setRegistrationOwner(epoch.accountAddress(), OTHER);
    epoch.afterEpoch(
        () -> epoch.network().setRegistrationOwner(epoch.accountAddress(), epoch.accountAddress()));
    epoch.require(
        "named by the doctor",
        () -> epoch.worker().doctorFindings().stream().anyMatch(it -> it.contains(OTHER)));
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
