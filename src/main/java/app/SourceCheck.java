package app;

import domain.Failure;
import domain.Reason;
import domain.TopicSpec;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import market.Desk;
import market.Verdict;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import routes.MarketRoutes;

/** Asks every source through the daemon's own market routes and lets each rule speak. */
final class SourceCheck implements AutoCloseable {
  private final Settings settings;
  private final Desk desk;
  private final CamelContext camel = new DefaultCamelContext();

  SourceCheck(Settings settings, InstantSource clock) throws Exception {
    this.settings = settings;
    this.desk = new Wiring(settings, clock).desk();
    camel.getPropertiesComponent().setInitialProperties(settings.camelProperties());
    camel.getRegistry().bind("desk", desk);
    camel.addRoutes(new MarketRoutes());
    camel.start();
  }

  /** One result per source, in the order in which the daemon asks them. */
  List<Result> of(TopicSpec topic) {
    List<Result> results = new ArrayList<>();
    for (String source : settings.sourcesOf(topic.pair())) {
      String said = ask(topic, source);
      results.add(new Result(source, said, verdicts(topic, source)));
    }
    return results;
  }

  /** What went wrong; empty when the source served. */
  private String ask(TopicSpec topic, String source) {
    Exchange exchange = new DefaultExchange(camel);
    exchange.setProperty("topic", topic);
    camel.createProducerTemplate().send("direct:market-" + source, exchange);
    Exception failure = exchange.getException();
    return failure == null ? "" : String.valueOf(failure.getMessage());
  }

  private List<Verdict> verdicts(TopicSpec topic, String source) {
    try {
      return desk.verdicts(desk.gather(topic, source));
    } catch (Failure.Wait e) {
      return List.of(new Verdict("usable", false, e.reason(), e.getMessage()));
    }
  }

  @Override
  public void close() {
    camel.stop();
  }

  /**
   * @param said why the source did not serve, empty if it did
   */
  record Result(String source, String said, List<Verdict> verdicts) {
    boolean served() {
      return said.isEmpty();
    }

    /** Whether it neither answered nor left anything in store earlier. */
    boolean empty() {
      return verdicts.stream().anyMatch(it -> !it.kept() && it.reason() == Reason.NO_DATA);
    }
  }
}
