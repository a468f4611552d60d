package wiring;

import chain.model.NodeEndpoint;
import chain.model.Timeouts;
import chain.model.TrafficMeter;
import config.Settings;
import java.time.InstantSource;
import java.util.List;
import java.util.function.ToLongFunction;
import journal.Journal;
import market.CandleService;
import ops.WorkerMetrics;
import routes.allora.WorkerClients;
import routes.topic.TopicPlan;
import routes.topic.TopicRegistry;

/** The rooms' own objects, wired from the settings; knows nothing of Camel. */
public record Components(
    InstantSource clock,
    WorkerClients workers,
    Journal journal,
    CandleService candleService,
    List<TopicPlan> plans,
    WorkerMetrics meters)
    implements AutoCloseable {

  /** Opens the journal last: it takes a lock that nothing after it may leave behind. */
  public static Components from(Settings settings) {
    WorkerClients workers = buildWorkers(settings, Timeouts.withSpeed(settings.speed()));
    return from(settings, workers, new ChainClock(workers.defaultClient(), settings.speed()));
  }

  /** The same with a clock of the caller's. */
  public static Components from(Settings settings, InstantSource clock) {
    return from(settings, clock, Timeouts.withSpeed(settings.speed()));
  }

  /** The same with both clocks of the caller's. */
  public static Components from(Settings settings, InstantSource clock, Timeouts timeouts) {
    return from(settings, buildWorkers(settings, timeouts), clock);
  }

  private static WorkerClients buildWorkers(Settings settings, Timeouts timeouts) {
    return new WorkerClientFactory(settings).buildClients(timeouts);
  }

  private static Components from(Settings settings, WorkerClients workers, InstantSource clock) {
    ComponentFactory factory = new ComponentFactory(settings, clock);
    List<TopicPlan> plans = factory.topicPlans();
    WorkerMetrics meters = new WorkerMetrics().withProcessMetrics();
    workers.defaultClient().network().endpoints().forEach(it -> meterTraffic(it, workers, meters));
    return new Components(
        clock,
        workers,
        factory.openJournal(workers.defaultClient()),
        factory.candleService(),
        plans,
        meters);
  }

  private static void meterTraffic(
      NodeEndpoint endpoint, WorkerClients workers, WorkerMetrics meters) {
    String name = endpoint.toString();
    meters.watchCount(
        "endpoint.calls", "endpoint", name, () -> sumTraffic(workers, it -> it.calls(endpoint)));
    meters.watchCount(
        "endpoint.bytes", "endpoint", name, () -> sumTraffic(workers, it -> it.bytes(endpoint)));
  }

  private static long sumTraffic(WorkerClients workers, ToLongFunction<TrafficMeter> count) {
    return workers.allClients().stream()
        .mapToLong(it -> count.applyAsLong(it.networkInfo().traffic()))
        .sum();
  }

  public TopicRegistry topicRegistry() {
    return new TopicRegistry(plans);
  }

  @Override
  public void close() {
    plans.forEach(plan -> plan.model().close());
    workers.close();
    meters.close();
    journal.close();
  }
}
