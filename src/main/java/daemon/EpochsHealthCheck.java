package daemon;

import domain.Failure;
import domain.Role;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import journal.Journal;
import journal.JournalReader;
import journal.WalletLeases;
import journal.entry.Entry;
import journal.entry.EntryFilter;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import routes.health.EpochDelay;
import routes.topic.LeasedTopics;
import routes.topic.TopicPlan.TopicRegistry;

/**
 * Readiness check: down while the newest closed windows of a topic were not accepted, none was
 * accepted for as long, or the journal's server cannot be used. A standby is ready. It does not
 * affect liveness, as a fault of the network or the market is no reason to restart the process.
 */
final class EpochsHealthCheck extends AbstractHealthCheck {
  private static final int IN_A_ROW = 2;

  private final JournalReader history;
  private final TopicRegistry topics;
  private final WalletLeases leases;
  private final LeasedTopics held;
  private final EpochDelay epochDelay;
  private final Supplier<Optional<String>> problem;

  /**
   * @param problem why the chain cannot be queried; empty if it can
   */
  EpochsHealthCheck(
      Journal journal,
      TopicRegistry topics,
      LeasedTopics held,
      EpochDelay epochDelay,
      Supplier<Optional<String>> problem) {
    super("dromedary", "epochs");
    this.history = journal.reader();
    this.leases = journal.leases();
    this.topics = topics;
    this.held = held;
    this.epochDelay = epochDelay;
    this.problem = problem;
  }

  @Override
  public boolean isLiveness() {
    return false;
  }

  @Override
  protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
    Optional<Failure> fault = leases.fault();
    if (fault.isPresent()) {
      markDown(result, fault.get().getMessage());
      return;
    }
    result.up();
    String role = leases.holdsAny() ? "holder" : "standby";
    result.detail("role", role);
    result.message("role: " + role); // details are in the answer for ?data=true only
    topics.ids().stream().filter(held::isHeld).forEach(topic -> checkTopic(result, topic));
  }

  private void checkTopic(HealthCheckResultBuilder result, long topic) {
    List<Entry> closed =
        history.findLatest(EntryFilter.ofRole(topic, Role.WORKER), IN_A_ROW + 2).stream()
            .filter(it -> it.state().isClosed())
            .limit(IN_A_ROW)
            .toList();
    if (closed.size() == IN_A_ROW && closed.stream().noneMatch(EpochsHealthCheck::isAccepted)) {
      Entry newest = closed.get(0);
      markDown(
          result, newest.window() + " " + newest.state().label() + ": " + newest.reasonDetail());
    } else if (epochDelay.epochsSinceAccepted(topic) >= IN_A_ROW) {
      String why = problem.get().map(it -> ": " + it).orElse("");
      long epochs = epochDelay.epochsSinceAccepted(topic);
      markDown(result, "topic " + topic + ": nothing accepted for " + epochs + " epochs" + why);
    }
  }

  private static void markDown(HealthCheckResultBuilder result, String why) {
    result.down();
    result.message(why);
  }

  private static boolean isAccepted(Entry entry) {
    return entry.state() == journal.entry.EntryState.ACCEPTED;
  }
}
