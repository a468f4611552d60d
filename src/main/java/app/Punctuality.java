package app;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import journal.Entry;
import journal.Filter;
import journal.History;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import routes.Lateness;
import routes.Topics;

/**
 * Not ready while epochs are being missed: the newest closed windows of a topic were not accepted,
 * or none was for as long. Readiness only; a bad day of the network or the market is no reason to
 * restart the process.
 */
final class Punctuality extends AbstractHealthCheck {
  private static final int IN_A_ROW = 2;

  private final History history;
  private final Topics topics;
  private final Lateness lateness;
  private final Supplier<Optional<String>> trouble;

  /**
   * @param trouble why the chain cannot be asked, if it cannot
   */
  Punctuality(
      History history, Topics topics, Lateness lateness, Supplier<Optional<String>> trouble) {
    super("dromedary", "epochs");
    this.history = history;
    this.topics = topics;
    this.lateness = lateness;
    this.trouble = trouble;
  }

  @Override
  public boolean isLiveness() {
    return false;
  }

  @Override
  protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
    result.up();
    topics.ids().forEach(topic -> judge(result, topic));
  }

  private void judge(HealthCheckResultBuilder result, long topic) {
    List<Entry> closed =
        history.latest(new Filter(topic, null, null, null), IN_A_ROW + 2).stream()
            .filter(it -> it.state().closed())
            .limit(IN_A_ROW)
            .toList();
    if (closed.size() == IN_A_ROW && closed.stream().noneMatch(Punctuality::accepted)) {
      Entry newest = closed.get(0);
      down(result, newest.window() + " " + newest.state().label() + ": " + newest.why());
    } else if (lateness.epochs(topic) >= IN_A_ROW) {
      String why = trouble.get().map(it -> ": " + it).orElse("");
      long epochs = lateness.epochs(topic);
      down(result, "topic " + topic + ": nothing accepted for " + epochs + " epochs" + why);
    }
  }

  private static void down(HealthCheckResultBuilder result, String why) {
    result.down();
    result.message(why);
  }

  private static boolean accepted(Entry entry) {
    return entry.state() == journal.State.ACCEPTED;
  }
}
