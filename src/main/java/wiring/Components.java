package wiring;

import chain.model.Timeouts;
import config.Settings;
import java.time.InstantSource;
import java.util.List;
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
    return new Components(
        clock, workers, factory.openJournal(), factory.candleService(), plans, meters);
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
