package routes.health;

import chain.NetworkStanding;
import chain.NetworkStanding.EpochReward;
import domain.Failure;
import domain.Role.Task;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;
import journal.WalletLeases;
import ops.WorkerMetrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.allora.WorkerClients;

/** Reads now and then how the network judges the wallet, for the page and the meters. */
public class StandingReporter {
  private static final Logger LOG = LoggerFactory.getLogger(StandingReporter.class);

  private final WalletLeases leases;
  private final WorkerClients workers;
  private final Map<Long, Set<Task>> otherTasks;
  private final WorkerMetrics meters;
  private LongConsumer afterwards = topic -> {};
  private final Map<Long, NetworkStanding> latest = new ConcurrentHashMap<>();

  /**
   * @param otherTasks what is asked about beside inferences, by topic
   */
  public StandingReporter(
      WalletLeases leases,
      WorkerClients workers,
      Map<Long, Set<Task>> otherTasks,
      WorkerMetrics meters) {
    this.leases = leases;
    this.workers = workers;
    this.otherTasks = new TreeMap<>(otherTasks);
    this.meters = meters;
  }

  /** Runs for each topic once it was read. */
  public void onUpdated(LongConsumer action) {
    afterwards = action;
  }

  /** Of each topic whose wallet this replica works for; what cannot be had is left as it was. */
  public void update() {
    otherTasks.keySet().stream()
        .filter(it -> leases.isHeld(workers.forTopic(it).workerAddress()))
        .forEach(this::updateTopic);
  }

  private void updateTopic(long topic) {
    try {
      NetworkStanding standing = workers.forTopic(topic).standing(topic, otherTasks.get(topic));
      latest.put(topic, standing);
      String id = Long.toString(topic);
      setGauge("network.score", id, standing.score());
      setGauge("network.score.ema", id, standing.averageScore());
      setGauge("network.score.threshold", id, standing.threshold());
      setGauge("network.regret", id, standing.regret());
      if (standing.rank() > 0) {
        meters.setGauge("network.rank", "topic", id, standing.rank());
      }
      Optional<EpochReward> newest = standing.rewards().stream().findFirst();
      setGauge("network.reward.uallo", id, newest.map(it -> new BigDecimal(it.paid())));
      afterwards.accept(topic);
    } catch (Failure.Retry e) {
      LOG.info("topic {}: the network does not tell how it judges us: {}", topic, e.getMessage());
    }
  }

  private void setGauge(String name, String topic, Optional<BigDecimal> value) {
    value.ifPresent(it -> meters.setGauge(name, "topic", topic, it.doubleValue()));
  }

  /** As it was read last. */
  public Optional<NetworkStanding> latest(long topic) {
    return Optional.ofNullable(latest.get(topic));
  }
}
