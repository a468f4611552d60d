package app;

import domain.Candles;
import domain.Failure;
import domain.Reason;
import domain.TopicSpec;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import market.Ask;
import market.Desk;
import market.Errand;
import market.Reply;
import market.Verdict;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import routes.ExchangeProperties;
import routes.MarketRoutes;

/** Asks every source through the daemon's own market routes and lets each rule speak. */
final class SourceCheck implements AutoCloseable {
  private final Settings settings;
  private final Desk desk;
  private final CamelContext camel = new DefaultCamelContext();

  SourceCheck(Settings settings, InstantSource clock) throws Exception {
    this(settings, clock, settings.camelProperties());
  }

  private SourceCheck(Settings settings, InstantSource clock, Properties properties)
      throws Exception {
    this.settings = settings;
    this.desk = new Wiring(settings, clock).desk();
    camel.getPropertiesComponent().setInitialProperties(properties);
    camel.getRegistry().bind("desk", desk);
    camel.addRoutes(new MarketRoutes());
    camel.start();
  }

  /** For settings that may name sources which do not exist: these only. */
  static SourceCheck among(Settings settings, InstantSource clock, List<String> sources)
      throws Exception {
    Properties properties = settings.camelProperties();
    properties.keySet().removeIf(it -> it.toString().matches("market\\..+\\.sources"));
    properties.setProperty("market.sources", String.join(",", sources));
    return new SourceCheck(settings, clock, properties);
  }

  /**
   * One question, once, and nothing of it kept.
   *
   * @throws Exception when no reply came
   */
  Reply reply(String source, Ask ask) throws Exception {
    Single single = new Single(ask);
    Exchange exchange = new DefaultExchange(camel);
    exchange.setProperty(ExchangeProperties.ERRAND, single);
    camel.createProducerTemplate().send("direct:market-ask-" + source, exchange);
    if (exchange.getException() != null) {
      throw exchange.getException();
    }
    return single.reply;
  }

  /** One result per source, in the order in which the daemon asks them. */
  List<Result> of(TopicSpec topic) {
    List<Result> results = new ArrayList<>();
    for (String source : settings.sourcesOf(topic.pair())) {
      Exchange asked = ask(topic, source);
      Candles candles = asked.getMessage().getBody(Candles.class);
      Exception failure = asked.getException();
      results.add(
          new Result(
              candles == null ? source : candles.origin().source(),
              failure == null ? "" : String.valueOf(failure.getMessage()),
              verdicts(topic, source, failure)));
    }
    return results;
  }

  private Exchange ask(TopicSpec topic, String source) {
    Exchange exchange = new DefaultExchange(camel);
    exchange.setProperty("topic", topic);
    camel.createProducerTemplate().send("direct:market-" + source, exchange);
    return exchange;
  }

  /** Where nothing is in store to judge, what asking has told. */
  private List<Verdict> verdicts(TopicSpec topic, String source, Exception failure) {
    try {
      return desk.verdicts(desk.gather(topic, source));
    } catch (Failure.Wait e) {
      Failure told = failure instanceof Failure it ? it : e;
      return List.of(new Verdict("usable", false, told.reason(), told.getMessage()));
    }
  }

  @Override
  public void close() {
    camel.stop();
  }

  /**
   * @param source with those that helped it out, if any
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

  /** Its question and what came of it. */
  private static final class Single implements Errand {
    private final Ask ask;
    private Reply reply;

    Single(Ask ask) {
      this.ask = ask;
    }

    @Override
    public boolean wantsMore() {
      return reply == null;
    }

    @Override
    public Ask next() {
      return ask;
    }

    @Override
    public void take(Reply it) {
      reply = it;
    }
  }
}
