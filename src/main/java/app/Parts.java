package app;

import chain.Allora;
import java.time.InstantSource;
import java.util.List;
import journal.Journal;
import market.Desk;
import ops.Meters;
import routes.TopicPlan;
import routes.Topics;

/** The rooms' own objects, wired from the settings; knows nothing of Camel. */
record Parts(
    InstantSource clock,
    Allora allora,
    Journal journal,
    Desk desk,
    List<TopicPlan> plans,
    Meters meters)
    implements AutoCloseable {

  /** Opens the journal last: it takes a lock that nothing after it may leave behind. */
  static Parts from(Settings settings) {
    Allora allora = allora(settings);
    return from(settings, allora, new ChainClock(allora, settings.speed()));
  }

  /** The same with a clock of the caller's. */
  static Parts from(Settings settings, InstantSource clock) {
    return from(settings, allora(settings), clock);
  }

  private static Allora allora(Settings settings) {
    Wiring wiring = new Wiring(settings, InstantSource.system());
    return wiring.allora(Credentials.wallet(settings, wiring));
  }

  private static Parts from(Settings settings, Allora allora, InstantSource clock) {
    Wiring wiring = new Wiring(settings, clock);
    List<TopicPlan> plans = wiring.plans();
    return new Parts(clock, allora, wiring.journal(), wiring.desk(), plans, new Meters());
  }

  Topics topics() {
    return new Topics(plans);
  }

  @Override
  public void close() {
    plans.forEach(plan -> plan.model().close());
    allora.close();
    journal.close();
  }
}
