package routes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import domain.Failure;
import domain.FailureReason;
import domain.TopicSpec;
import domain.TopicSpec.PredictionTarget;
import domain.Window;
import domain.WindowKey;
import domain.market.DataOrigin;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import market.fetch.MinutePriceFetch.KnownReturn;
import market.quality.CandleLimits;
import market.source.MarketSource;
import market.source.SamplePrices;
import market.source.StubCoinbaseReplies;
import market.source.StubMarketServer;
import market.source.StubMarketServer.Request;
import market.source.StubMarketServer.Response;
import market.source.StubTiingoReplies;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class MarketFailoverTest {
  private static final Response DOWN = new Response(503, "<html>down</html>");

  @TempDir Path folder;
  private final StubMarketServer tiingo = new StubMarketServer(request -> DOWN);
  private final StubMarketServer coinbase = new StubMarketServer(request -> DOWN);
  private MarketRouteFixture market;

  @BeforeEach
  void open() throws Exception {
    var properties =
        Map.of(
            "market.sources",
            "tiingo, coinbase",
            "market.ethusd.sources",
            "coinbase",
            "market.tiingo.url",
            tiingo.url(),
            "market.coinbase.url",
            coinbase.url());
    market =
        new MarketRouteFixture(
            folder, MarketSource.allSources("secret"), CandleLimits.DEFAULT, properties);
    tiingo.answerWith(request -> StubTiingoReplies.reply(request, market.now.get()));
    coinbase.answerWith(request -> StubCoinbaseReplies.reply(request, market.now.get()));
  }

  @AfterEach
  void close() {
    market.close();
    tiingo.close();
    coinbase.close();
  }

  private void pass(Duration time) {
    market.now.updateAndGet(now -> now.plus(time));
  }

  @Test
  void theNextSourceServesWhenTheFirstIsDown() {
    tiingo.answerWith(request -> DOWN);
    var candles = market.candles();
    assertEquals(new DataOrigin.RealMarket("coinbase"), candles.origin());
    assertEquals(8_760, candles.bars().size());
  }

  @Test
  void aPairMayHaveItsOwnOrder() {
    var ether = new TopicSpec(68, PredictionTarget.LOG_RETURN, "ethusd", Duration.ofHours(168));
    assertEquals(new DataOrigin.RealMarket("coinbase"), market.candles(ether).origin());
    assertTrue(tiingo.requests().isEmpty());
  }

  @Test
  void noHeaderOfOneHostReachesAnother() {
    tiingo.answerWith(
        request -> new Response(500, "", Map.of("Set-Cookie", "a=b", "X-Trace", "1")));
    market.candles();
    for (Request request : coinbase.requests()) {
      assertNull(request.headers().get("authorization"));
      assertNull(request.headers().get("cookie"));
      assertNull(request.headers().get("x-trace"));
      assertFalse(request.toString().contains("secret"));
    }
  }

  @Test
  void redirectsAreNotFollowed() {
    tiingo.answerWith(
        request -> new Response(302, "", Map.of("Location", coinbase.url() + "/stolen")));
    market.candles();
    assertTrue(coinbase.requests().stream().noneMatch(r -> r.uri().getPath().equals("/stolen")));
  }

  @Test
  void freshHistoryIsHandedOutWhenNobodyAnswers() {
    market.candles();
    tiingo.answerWith(request -> DOWN);
    coinbase.answerWith(request -> DOWN);
    pass(Duration.ofHours(1));
    assertEquals(Instant.parse("2026-07-13T16:00:00Z"), market.candles().newest().time());
    pass(Duration.ofHours(2));
    var wait = assertThrows(Failure.Retry.class, market::candles);
    assertTrue(wait.getMessage().contains("btcusd"), wait.getMessage());
    assertTrue(wait.getMessage().contains("coinbase"), wait.getMessage());
  }

  @Test
  void aHalvedPriceIsRefusedAndNeverServed() {
    tiingo.answerWith(
        request -> {
          var honest = StubTiingoReplies.reply(request, market.now.get()).body();
          var close = SamplePrices.priceAt(Instant.parse("2026-07-13T17:00:00Z"));
          var falseReply = "\"low\":30000.0,\"close\":30000.0,";
          return new Response(
              200, honest.replaceAll("\"low\":[0-9.]+,\"close\":" + close + ",", falseReply));
        });
    var wait = assertThrows(Failure.Retry.class, market::candles);
    assertEquals(FailureReason.BAD_DATA, wait.reason());
    assertTrue(wait.getMessage().contains("robust deviations"), wait.getMessage());
  }

  @Test
  void theKnownPartIsTheReturnSinceTheBaseMinute() {
    assertEquals(
        Math.log(
            SamplePrices.priceAt(Instant.parse("2026-07-13T17:20:00Z"))
                / SamplePrices.priceAt(Instant.parse("2026-07-13T16:41:00Z"))),
        known().value(),
        1e-12);
  }

  @Test
  void minutePricesThatDisagreeOrLackGiveNothing() {
    coinbase.answerWith(request -> jumped(StubCoinbaseReplies.reply(request, market.now.get())));
    assertEquals(0, known().value());
    assertTrue(known().note().contains("disagree"), known().note());
    pass(Duration.ofMinutes(1)); // before that nobody is asked again
    tiingo.answerWith(request -> DOWN);
    coinbase.answerWith(request -> DOWN);
    assertEquals(0, known().value());
    assertTrue(known().note().contains("503"), known().note());
  }

  @Test
  void topicsThatAskForTheSamePairTogetherCauseOneRequestOfEachKind() {
    Stream<Runnable> topics =
        Stream.generate(
            () ->
                () -> {
                  market.candles();
                  known();
                });
    CompletableFuture.allOf(
            topics
                .limit(8)
                .map(it -> CompletableFuture.runAsync(it, task -> new Thread(task).start()))
                .toArray(CompletableFuture[]::new))
        .join();
    List<String> asked = tiingo.requests().stream().map(it -> it.uri().toString()).toList();
    assertEquals(List.copyOf(new LinkedHashSet<>(asked)), asked);
    assertTrue(known().isKnown(), known().note());
  }

  /** The newest bar's close is ten times too high, its high with it. */
  private static Response jumped(Response honest) {
    var row = honest.body().substring(2).split("]", 2);
    var n = row[0].split(",");
    var falseReply = String.join(",", n[0], n[1], "900000", n[3], "600000", n[5]);
    return new Response(200, "[[" + falseReply + "]" + row[1]);
  }

  private KnownReturn known() {
    var opened = Instant.parse("2026-07-13T16:41:33Z");
    var window =
        new Window(new WindowKey("devnet", 67, 100, "w"), 700, opened, opened.plusSeconds(3_000));
    var exchange = new org.apache.camel.support.DefaultExchange(market.camel);
    exchange.setProperty("topic", MarketRouteFixture.TOPIC);
    exchange.setProperty("window", window);
    market.camel.createProducerTemplate().send("direct:known-part", exchange);
    assertNull(exchange.getException());
    return exchange.getMessage().getBody(KnownReturn.class);
  }
}
