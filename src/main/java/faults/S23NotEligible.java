package faults;

import static faults.Expectation.hit;
import static faults.Expectation.missed;
import static faults.Expectation.noWindow;

import java.time.Duration;

/** The topic does not let this worker answer, each time for another reason; it goes on looking. */
final class S23NotEligible {
  private static final long TOPIC = 67;

  /** Any account but the worker's. */
  private static final String OTHER = "allo1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq0s2wlu";

  private S23NotEligible() {}

  static Scenario scenario() {
    return Scenario.of("S23", "Not registered, not whitelisted; the topic is inactive, unfunded")
        .epoch("not registered", S23NotEligible::unregistered, missed("NOT_REGISTERED"))
        .epoch("registered in the middle", S23NotEligible::late, hit().included(1))
        .epoch("registered by another owner", S23NotEligible::owned, hit().included(1))
        .epoch("not whitelisted", S23NotEligible::unlisted, missed("NOT_WHITELISTED"))
        .epoch("whitelisted in the middle", S23NotEligible::listed, hit().included(1))
        .epoch("topic inactive", S23NotEligible::inactive, noWindow())
        .epoch("topic not funded", S23NotEligible::unfunded, noWindow());
  }

  private static void unregistered(Stage stage) {
    stage.patience(Duration.ofMillis(500));
    registered(stage, false);
    stage.afterwards(() -> registered(stage, true));
    says(stage, "is not registered in topic 67");
  }

  private static void registered(Stage stage, boolean on) {
    stage.chain().registered(TOPIC, stage.address(), on);
  }

  private static void late(Stage stage) {
    unregistered(stage);
    stage.at(300, () -> registered(stage, true));
  }

  private static void owned(Stage stage) {
    stage.chain().ownedBy(stage.address(), OTHER);
    stage.afterwards(() -> stage.chain().ownedBy(stage.address(), stage.address()));
    stage.must(
        "named by the doctor",
        () -> stage.worker().diagnosis().stream().anyMatch(it -> it.contains(OTHER)));
  }

  private static void unlisted(Stage stage) {
    stage.patience(Duration.ofMillis(500));
    stage.chain().restricted(TOPIC, true);
    stage.chain().whitelisted(TOPIC, stage.address(), false);
    stage.afterwards(() -> stage.chain().restricted(TOPIC, false));
    says(stage, "may not submit to topic 67");
  }

  private static void listed(Stage stage) {
    unlisted(stage);
    stage.at(300, () -> stage.chain().whitelisted(TOPIC, stage.address(), true));
  }

  private static void inactive(Stage stage) {
    stage.patience(Duration.ofMillis(500));
    stage.chain().active(TOPIC, false);
    stage.afterwards(() -> stage.chain().active(TOPIC, true));
    says(stage, "topic 67 is inactive");
  }

  private static void unfunded(Stage stage) {
    stage.patience(Duration.ofMillis(500));
    stage.chain().funded(TOPIC, false);
    stage.afterwards(() -> stage.chain().funded(TOPIC, true));
    says(stage, "topic 67 has no funds");
  }

  private static void says(Stage stage, String words) {
    int before = stage.worker().log().length();
    stage.must("said: " + words, () -> stage.worker().log().substring(before).contains(words));
  }
}
