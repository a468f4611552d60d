package routes.topic;

import domain.Failure;
import domain.TopicSpec;
import java.util.List;
import java.util.function.LongConsumer;
import journal.WalletLeases;
import org.apache.camel.ExchangeProperty;
import routes.allora.WorkerClients;

/**
 * The topics for which this replica works now: those whose wallet it holds. For the others it asks
 * the chain nothing; another replica does.
 */
public final class LeasedTopics {
  private final WalletLeases leases;
  private final WorkerClients workers;
  private final LongConsumer heldElsewhere;

  /**
   * @param heldElsewhere told a topic for which another replica works
   */
  public LeasedTopics(WalletLeases leases, WorkerClients workers, LongConsumer heldElsewhere) {
    this.leases = leases;
    this.workers = workers;
    this.heldElsewhere = heldElsewhere;
  }

  /** Of a process that shares its journal with nobody. */
  public static LeasedTopics all() {
    return new LeasedTopics(WalletLeases.ALONE, null, it -> {});
  }

  /**
   * Whether to look for windows of the topic.
   *
   * @throws Failure.Retry if nobody can tell, since the database does not answer
   */
  public boolean isHeldOrUnknown(@ExchangeProperty(ExchangeProperties.TOPIC) TopicSpec topic) {
    if (isHeld(topic.id())) {
      return true;
    }
    leases
        .fault()
        .ifPresent(
            it -> {
              throw it;
            });
    heldElsewhere.accept(topic.id());
    return false;
  }

  public boolean isHeld(long topic) {
    return leases == WalletLeases.ALONE || leases.isHeld(workers.forTopic(topic).workerAddress());
  }

  /** Topics that this wallet answers. */
  public List<Long> topicsOf(String wallet, List<Long> topics) {
    return topics.stream()
        .filter(it -> workers.forTopic(it).workerAddress().equals(wallet))
        .toList();
  }
}
