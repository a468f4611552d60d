package routes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import domain.Failure;
import domain.TopicSpec;
import domain.Window;
import domain.WindowKey;
import domain.market.CandleSeries;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import journal.entry.Entry;
import market.quality.CandleLimits;
import market.source.MarketSource;
import market.source.StubMarketServer;
import market.source.StubMarketServer.Response;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.util.ObjectHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routes.step.FailureRecorder;
import routes.step.ScoringStep;
import routes.topic.ExchangeProperties;

class ScoringRouteTest {
  @TempDir Path folder;
  private final StubMarketServer tiingo =
      new StubMarketServer(it -> new Response(503, "<html>down</html>"));
  private final List<String> told = new ArrayList<>();
  private MarketRouteFixture market;

  @BeforeEach
  void open() throws Exception {
    Map<String, String> properties =
        Map.of(
            "market.sources", "tiingo",
            "market.tiingo.url", tiingo.url(),
            "market.ask-again-after", "1",
            "score.period", "1h");
    market =
        new MarketRouteFixture(
            folder, MarketSource.allSources("secret"), CandleLimits.DEFAULT, properties);
    market.camel.addRoutes(new FailurePolicy(new Told()));
    market.camel.addRoutes(new ScoringRoute(new Due()));
    AdviceWith.adviceWith(market.camel, "scoring", it -> it.replaceFromWith("direct:scoring"));
  }

  @AfterEach
  void close() {
    market.close();
    tiingo.close();
  }

  @Test
  void aMarketWithoutCandlesIsToldOnceForEachRowAndEndsThere() {
    Exchange exchange = new DefaultExchange(market.camel);
    market.camel.createProducerTemplate().send("direct:scoring", exchange);
    assertNull(exchange.getException());
    assertEquals(2, told.size(), told::toString);
  }

  /** Two answers wait for their truth. */
  private static final class Due extends ScoringStep {
    Due() {
      super(null, null, InstantSource.system(), CandleLimits.DEFAULT, null);
    }

    @Override
    public void recordLossMethods() {}

    @Override
    public List<Entry> findUnscored() {
      return List.of(entry(1), entry(2));
    }

    @Override
    public TopicSpec topicOf(@Body Entry entry) {
      return MarketRouteFixture.TOPIC;
    }

    @Override
    public void score(
        @ExchangeProperty(ExchangeProperties.ENTRY) Entry entry, @Body CandleSeries candles) {
      throw new IllegalStateException("there are no candles");
    }

    private static Entry entry(long nonce) {
      Instant at = Instant.parse("2026-07-13T16:00:00Z");
      return Entry.open(
          new Window(new WindowKey("c", 67, nonce, "w"), 100, at, at.plusSeconds(600)));
    }
  }

  /** What the policy hears. */
  private final class Told extends FailureRecorder {
    Told() {
      super(null, stop -> {});
    }

    @Override
    public void recordFailure(Exchange exchange) {
      Throwable caught = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
      told.add(ObjectHelper.getException(Failure.class, caught).getMessage());
    }

    @Override
    public void recordInternalFault(Exchange exchange) {
      told.add("unexpected");
    }
  }
}
