package app;

import java.util.List;
import java.util.Map;
import journal.Entry;
import journal.Filter;
import journal.History;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import routes.Topics;

/**
 * Not ready while epochs are being missed: the newest closed windows of a topic were not accepted.
 * Readiness only; a bad day of the network or the market is no reason to restart the process.
 */
final class Punctuality extends AbstractHealthCheck {
  private static final int IN_A_ROW = 2;

  private final History history;
  private final Topics topics;

  Punctuality(History history, Topics topics) {
    super("dromedary", "epochs");
    this.history = history;
    this.topics = topics;
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
      result.down();
      result.message(newest.window() + " " + newest.state().label() + ": " + newest.why());
    }
  }

  private static boolean accepted(Entry entry) {
    return entry.state() == journal.State.ACCEPTED;
  }
}
