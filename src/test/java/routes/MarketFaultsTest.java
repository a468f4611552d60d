package routes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import domain.Failure;
import domain.market.Candle;
import domain.market.CandleSeries;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Two sources that throttle, stall, drip and lie. Simulated hours pass by the rig's clock; {@code
 * -Dstorm.hours=240} makes a bench of it and prints the share of windows answered.
 */
@Tag("process")
@Execution(ExecutionMode.CONCURRENT)
class MarketFaultsTest {
  private static final int HOURS = Integer.getInteger("storm.hours", 6);
  private static final int WITHIN = 250;

  @TempDir Path folder;
  private final Random random = new Random(20_260_713);
  private final StubMarketServer tiingo = new StubMarketServer(request -> new Response(503, ""));
  private final StubMarketServer coinbase = new StubMarketServer(request -> new Response(503, ""));
  private MarketRouteFixture market;

  @BeforeEach
  void open() throws Exception {
    var properties =
        Map.of(
            "market.sources",
            "tiingo,coinbase",
            "market.reply-within",
            "" + WITHIN,
            "market.tiingo.url",
            tiingo.url(),
            "market.coinbase.url",
            coinbase.url());
    market =
        new MarketRouteFixture(
            folder, MarketSource.allSources("secret"), CandleLimits.DEFAULT, properties);
  }

  @AfterEach
  void close() {
    market.close();
    tiingo.close();
    coinbase.close();
  }

  @Test
  @Timeout(30)
  void aReplyThatDripsIsCutOffAndTheNextSourceServes() {
    tiingo.answerWith(
        request -> new Response(200, "[" + " ".repeat(9_000), Map.of(StubMarketServer.DRIP, "")));
    coinbase.answerWith(request -> StubCoinbaseReplies.reply(request, market.now.get()));
    assertEquals("coinbase", market.candles().origin().source());
  }

  @Test
  @Timeout(30)
  void aSourceThatStallsIsGivenUpAndTheNextOneServes() {
    tiingo.answerWith(request -> stalled());
    coinbase.answerWith(request -> StubCoinbaseReplies.reply(request, market.now.get()));
    assertEquals("coinbase", market.candles().origin().source());
    assertEquals(3, tiingo.requests().size());
  }

  @Test
  @Timeout(60)
  void aReplyWithoutEndIsLeftAtTheCapAndTheNextSourceServes() throws Exception {
    Map<String, String> within =
        Map.of(
            "market.sources", "tiingo,coinbase",
            "market.reply-within", "20000",
            "market.ask-again-after", "1",
            "market.tiingo.url", tiingo.url(),
            "market.coinbase.url", coinbase.url());
    tiingo.answerWith(
        request -> new Response(200, "", Map.of(StubMarketServer.FLOOD, "1000000000")));
    coinbase.answerWith(request -> StubCoinbaseReplies.reply(request, market.now.get()));
    try (MarketRouteFixture slow =
        new MarketRouteFixture(
            folder.resolve("flood"),
            MarketSource.allSources("secret"),
            CandleLimits.DEFAULT,
            within)) {
      assertEquals("coinbase", slow.candles().origin().source());
    }
    long most = 3L * (17 << 20) + (16 << 20);
    assertTrue(
        tiingo.flooded() < most,
        () -> tiingo.flooded() + " bytes in " + tiingo.requests().size() + " replies");
  }

  @Test
  void nearlyEveryWindowIsAnsweredThroughAStormAndNeverFromALie() {
    tiingo.answerWith(request -> StubTiingoReplies.reply(request, market.now.get()));
    market.candles();
    storm(tiingo, StubTiingoReplies::reply);
    storm(coinbase, StubCoinbaseReplies::reply);
    int answered = 0;
    int first = 0;
    for (int hour = 0; hour < HOURS; hour++) {
      Instant opens = Instant.parse("2026-07-13T18:10:00Z").plus(Duration.ofHours(hour));
      int tick = answeredAt(opens);
      answered += tick < 50 ? 1 : 0;
      first += tick == 0 ? 1 : 0;
    }
    System.err.printf(
        "storm: %d of %d windows answered, %d at the first try, %d requests%n",
        answered, HOURS, first, tiingo.requests().size() + coinbase.requests().size());
    assertTrue(answered >= Math.floor(0.95 * HOURS), answered + " of " + HOURS);
  }

  /** Minute of the window, of 50, in which candles came; 50 for none. */
  private int answeredAt(Instant opens) {
    for (int minute = 0; minute < 50; minute++) {
      market.now.set(opens.plus(Duration.ofMinutes(minute)));
      try {
        honest(market.candles());
        return minute;
      } catch (Failure.Retry e) {
        assertTrue(!e.getMessage().contains("secret"));
      }
    }
    return 50;
  }

  private static void honest(CandleSeries candles) {
    for (Candle bar : candles.bars().subList(candles.bars().size() - 100, candles.bars().size())) {
      assertEquals(
          SamplePrices.priceAt(bar.time().plus(candles.step())), bar.close(), 0.005 * bar.close());
    }
  }

  private void storm(StubMarketServer market, BiFunction<Request, Instant, Response> truth) {
    market.answerWith(request -> weather(truth.apply(request, this.market.now.get())));
  }

  /** Three replies in ten are honest. */
  private synchronized Response weather(Response truth) {
    return switch (random.nextInt(10)) {
      case 0 -> new Response(429, "slow down", Map.of("Retry-After", "300"));
      case 1 -> new Response(200, "\"You have run over your hourly request allocation.\"");
      case 2 -> new Response(503, "<html>busy</html>");
      case 3 -> stalled();
      case 4 -> new Response(200, truth.body(), Map.of(StubMarketServer.DRIP, ""));
      case 5 -> new Response(200, truth.body().substring(0, truth.body().length() / 2));
      case 6 -> new Response(200, truth.body().replaceFirst("(?<=[:,])(\\d)(\\d{4}\\.)", "9$2"));
      default -> truth;
    };
  }

  private static Response stalled() {
    try {
      new CountDownLatch(1).await(3 * WITHIN, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return new Response(-1, "");
  }
}
