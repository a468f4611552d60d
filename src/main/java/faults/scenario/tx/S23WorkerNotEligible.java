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

  private static void unregistered(EpochContext stage) {
    stage.attemptTime(Duration.ofMillis(500));
    setRegistered(stage, false);
    stage.afterEpoch(() -> setRegistered(stage, true));
    requireLogged(stage, "is not registered in topic 67");
  }

  private static void setRegistered(EpochContext stage, boolean on) {
    stage.network().setRegistered(TOPIC, stage.accountAddress(), on);
  }

  private static void registeredInTheMiddle(EpochContext stage) {
    unregistered(stage);
    stage.atBlock(300, () -> setRegistered(stage, true));
  }

  private static void registeredByAnotherOwner(EpochContext stage) {
    stage.network().setRegistrationOwner(stage.accountAddress(), OTHER);
    stage.afterEpoch(
        () -> stage.network().setRegistrationOwner(stage.accountAddress(), stage.accountAddress()));
    stage.require(
        "named by the doctor",
        () -> stage.worker().doctorFindings().stream().anyMatch(it -> it.contains(OTHER)));
  }

  private static void notWhitelisted(EpochContext stage) {
    stage.attemptTime(Duration.ofMillis(500));
    stage.network().setWhitelistOnly(TOPIC, true);
    stage.network().setWhitelisted(TOPIC, stage.accountAddress(), false);
    stage.afterEpoch(() -> stage.network().setWhitelistOnly(TOPIC, false));
    requireLogged(stage, "may not submit to topic 67");
  }

  private static void whitelistedInTheMiddle(EpochContext stage) {
    notWhitelisted(stage);
    stage.atBlock(300, () -> stage.network().setWhitelisted(TOPIC, stage.accountAddress(), true));
  }

  private static void topicInactive(EpochContext stage) {
    stage.attemptTime(Duration.ofMillis(500));
    stage.network().setTopicActive(TOPIC, false);
    stage.afterEpoch(() -> stage.network().setTopicActive(TOPIC, true));
    requireLogged(stage, "topic 67 is inactive");
  }

  private static void topicUnfunded(EpochContext stage) {
    stage.attemptTime(Duration.ofMillis(500));
    stage.network().setTopicFunded(TOPIC, false);
    stage.afterEpoch(() -> stage.network().setTopicFunded(TOPIC, true));
    requireLogged(stage, "topic 67 has no funds");
  }

  private static void requireLogged(EpochContext stage, String words) {
    int before = stage.worker().logText().length();
    stage.require(
        "said: " + words, () -> stage.worker().logText().substring(before).contains(words));
  }
}
