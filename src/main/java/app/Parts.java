package app;

import chain.Pace;
import java.time.InstantSource;
import java.util.List;
import journal.Journal;
import market.Desk;
import ops.Meters;
import routes.TopicPlan;
import routes.Topics;
import routes.allora.Workers;

/** The rooms' own objects, wired from the settings; knows nothing of Camel. */
record Parts(
    InstantSource clock,
    Workers workers,
    Journal journal,
    Desk desk,
    List<TopicPlan> plans,
    Meters meters)
    implements AutoCloseable {

  /** Opens the journal last: it takes a lock that nothing after it may leave behind. */
  static Parts from(Settings settings) {
    Workers workers = workers(settings, Pace.at(settings.speed()));
    return from(settings, workers, new ChainClock(workers.any(), settings.speed()));
  }

  /** The same with a clock of the caller's. */
  static Parts from(Settings settings, InstantSource clock) {
    return from(settings, clock, Pace.at(settings.speed()));
  }

  /** The same with both clocks of the caller's. */
  static Parts from(Settings settings, InstantSource clock, Pace pace) {
    return from(settings, workers(settings, pace), clock);
  }

  private static Workers workers(Settings settings, Pace pace) {
    return new WorkerClientFactory(settings).workers(pace);
  }

  private static Parts from(Settings settings, Workers workers, InstantSource clock) {
    Wiring wiring = new Wiring(settings, clock);
    List<TopicPlan> plans = wiring.plans();
    Meters meters = new Meters().withProcess();
    return new Parts(clock, workers, wiring.journal(), wiring.desk(), plans, meters);
  }

  Topics topics() {
    return new Topics(plans);
  }

  @Override
  public void close() {
    plans.forEach(plan -> plan.model().close());
    workers.close();
    meters.close();
    journal.close();
  }
}
