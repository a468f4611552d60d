package routes;

import domain.Candles;
import domain.Target;
import domain.TopicSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import market.CandleStore;
import market.Desk;
import market.Limits;
import market.Source;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;

/** The market routes in a context of their own, with a clock that the test moves. */
final class MarketRig implements AutoCloseable {
  static final TopicSpec TOPIC =
      new TopicSpec(67, Target.LOG_RETURN, "btcusd", Duration.ofHours(168));

  final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-07-13T17:20:00Z"));
  final DefaultCamelContext camel = new DefaultCamelContext();
  final Desk desk;

  MarketRig(Path folder, List<Source> sources, Limits limits, Map<String, String> properties)
      throws Exception {
    desk = new Desk(sources, new CandleStore(folder, 10_000), limits, now::get);
    var all = new Properties();
    all.put("market.per-second", "1000");
    all.putAll(properties);
    camel.getPropertiesComponent().setInitialProperties(all);
    camel.getRegistry().bind("desk", desk);
    camel.addRoutes(new MarketRoutes());
    camel.addRoutes(new MarketMinuteRoutes());
    camel.start();
  }

  Candles candles() {
    return candles(TOPIC);
  }

  Candles candles(TopicSpec topic) {
    return ask("direct:market", topic).getMessage().getBody(Candles.class);
  }

  /** The exchange after the call; its exception, if any, is thrown. */
  Exchange ask(String endpoint) {
    return ask(endpoint, TOPIC);
  }

  private Exchange ask(String endpoint, TopicSpec topic) {
    var exchange = new DefaultExchange(camel);
    exchange.setProperty("topic", topic);
    camel.createProducerTemplate().send(endpoint, exchange);
    if (exchange.getException() instanceof RuntimeException e) {
      throw e;
    }
    if (exchange.getException() != null) {
      throw new IllegalStateException(exchange.getException());
    }
    return exchange;
  }

  @Override
  public void close() {
    camel.stop();
  }
}
