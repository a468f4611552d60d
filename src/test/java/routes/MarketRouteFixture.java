package routes;

import domain.TopicSpec;
import domain.TopicSpec.PredictionTarget;
import domain.market.CandleSeries;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import market.CandleService;
import market.quality.CandleLimits;
import market.source.MarketSource;
import market.store.CandleStore;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;

/** The market routes in a context of their own, with a clock that the test moves. */
final class MarketRouteFixture implements AutoCloseable {
  static final TopicSpec TOPIC =
      new TopicSpec(67, PredictionTarget.LOG_RETURN, "btcusd", Duration.ofHours(168));

  final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-07-13T17:20:00Z"));
  final DefaultCamelContext camel = new DefaultCamelContext();
  final CandleService candleService;

  MarketRouteFixture(
      Path folder, List<MarketSource> sources, CandleLimits limits, Map<String, String> properties)
      throws Exception {
    candleService = new CandleService(sources, new CandleStore(folder, 10_000), limits, now::get);
    var all = new Properties();
    all.put("market.per-second", "1000");
    all.putAll(properties);
    camel.getPropertiesComponent().setInitialProperties(all);
    camel.addRoutes(new MarketRoute(candleService));
    camel.addRoutes(new MinutePriceRoute(candleService));
    camel.start();
  }

  CandleSeries candles() {
    return candles(TOPIC);
  }

  CandleSeries candles(TopicSpec topic) {
    return ask("direct:market", topic).getMessage().getBody(CandleSeries.class);
  }

  /** Candles of the topic with those of other pairs beside them. */
  CandleSeries candles(List<String> others) {
    var exchange = new DefaultExchange(camel);
    exchange.setProperty("otherPairs", others.stream().map(TOPIC::withPair).toList());
    ask("direct:market", TOPIC, exchange);
    if (!TOPIC.equals(exchange.getProperty("topic"))) {
      throw new IllegalStateException("the topic asked for became another");
    }
    return exchange.getMessage().getBody(CandleSeries.class);
  }

  /** The exchange after the call; its exception, if any, is thrown. */
  Exchange ask(String endpoint) {
    return ask(endpoint, TOPIC);
  }

  private Exchange ask(String endpoint, TopicSpec topic) {
    return ask(endpoint, topic, new DefaultExchange(camel));
  }

  private Exchange ask(String endpoint, TopicSpec topic, Exchange exchange) {
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
