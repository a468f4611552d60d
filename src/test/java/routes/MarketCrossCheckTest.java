package routes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import domain.Failure;
import domain.FailureReason;
import domain.market.Candle;
import domain.market.DataOrigin;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import market.quality.CandleLimits;
import market.source.MarketSource;
import market.source.SamplePrices;
import market.source.StubBitstampReplies;
import market.source.StubCoinbaseReplies;
import market.source.StubMarketServer;
import market.source.StubMarketServer.Response;
import market.source.StubTiingoReplies;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Each cycle holds the first source against others, so that a lie is found out at once. */
@Execution(ExecutionMode.CONCURRENT)
class MarketCrossCheckTest {
  private static final Response DOWN = new Response(404, "gone");
  private static final Pattern PRICES = Pattern.compile("(\"(?:high|close)\":\"?)([0-9.]+)");

  @TempDir Path folder;
  private final StubMarketServer tiingo = new StubMarketServer(request -> DOWN);
  private final StubMarketServer coinbase = new StubMarketServer(request -> DOWN);
  private final StubMarketServer bitstamp = new StubMarketServer(request -> DOWN);
  private MarketRouteFixture market;

  @BeforeEach
  void open() throws Exception {
    market = rig(CandleLimits.DEFAULT);
    tiingo.answerWith(request -> StubTiingoReplies.reply(request, market.now.get()));
    coinbase.answerWith(request -> StubCoinbaseReplies.reply(request, market.now.get()));
    bitstamp.answerWith(request -> StubBitstampReplies.reply(request, market.now.get()));
  }

  private MarketRouteFixture rig(CandleLimits limits) throws Exception {
    var properties =
        Map.of(
            "market.sources",
            "tiingo,coinbase,bitstamp",
            "market.tiingo.url",
            tiingo.url(),
            "market.coinbase.url",
            coinbase.url(),
            "market.bitstamp.url",
            bitstamp.url());
    return new MarketRouteFixture(folder, MarketSource.allSources("secret"), limits, properties);
  }

  @AfterEach
  void close() {
    market.close();
    tiingo.close();
    coinbase.close();
    bitstamp.close();
  }

  @Test
  void twoOthersAreAskedForFourDaysAndNothingIsSaidWhereTheyAgree() {
    assertEquals(new DataOrigin.RealMarket("tiingo"), market.candles().origin());
    var query = StubTiingoReplies.queryParameters(coinbase.requests().get(0));
    assertEquals("2026-07-09T17:00:00Z", query.get("start"));
    assertEquals("96", StubTiingoReplies.queryParameters(bitstamp.requests().get(0)).get("limit"));
    market.candles();
    assertEquals(1, coinbase.requests().size());
  }

  @Test
  void aWitnessThatIsDownCostsNothing() {
    coinbase.answerWith(request -> DOWN);
    bitstamp.answerWith(request -> new Response(429, "", Map.of("Retry-After", "60")));
    assertEquals(new DataOrigin.RealMarket("tiingo"), market.candles().origin());
  }

  @Test
  void aWrongHourIsOutvotedByTwoOthersAndTheOriginSaysSo() {
    tiingo.answerWith(
        request -> {
          var honest = StubTiingoReplies.reply(request, market.now.get());
          int lie = honest.body().indexOf("2026-07-13T16");
          var lied = dearer(new Response(200, honest.body().substring(lie))).body();
          return new Response(200, honest.body().substring(0, lie) + lied);
        });
    var candles = market.candles();
    assertEquals("tiingo+median", candles.origin().source());
    Candle newest = candles.newest();
    assertEquals(
        SamplePrices.priceAt(newest.time().plus(Duration.ofHours(1))), newest.close(), 1e-6);
  }

  @Test
  void aSourceThatIsOutvotedAllTheTimeDoesNotServe() {
    tiingo.answerWith(request -> dearer(StubTiingoReplies.reply(request, market.now.get())));
    assertEquals(new DataOrigin.RealMarket("coinbase"), market.candles().origin());
  }

  @Test
  void withTheStricterSettingADisagreementRefusesThemAll() throws Exception {
    market.close();
    market = rig(CandleLimits.DEFAULT.withDisagreement(0.005, false));
    tiingo.answerWith(request -> dearer(StubTiingoReplies.reply(request, market.now.get())));
    var wait = assertThrows(Failure.Retry.class, market::candles);
    assertEquals(FailureReason.BAD_DATA, wait.reason());
    assertTrue(wait.getMessage().contains("50 bp apart"), wait.getMessage());
  }

  @Test
  void oneLyingWitnessAloneStopsTheLineUntilAThirdDecides() {
    coinbase.answerWith(request -> DOWN);
    bitstamp.answerWith(request -> dearer(StubBitstampReplies.reply(request, market.now.get())));
    assertEquals(
        FailureReason.BAD_DATA, assertThrows(Failure.Retry.class, market::candles).reason());
    coinbase.answerWith(request -> StubCoinbaseReplies.reply(request, market.now.get()));
    market.now.updateAndGet(now -> now.plus(Duration.ofMinutes(7)));
    assertEquals(new DataOrigin.RealMarket("tiingo"), market.candles().origin());
  }

  @Test
  void aSmallHoleIsFilledByAnotherSourceAtOnceAndBothAreNamed() {
    tiingo.answerWith(
        request -> {
          var whole = StubTiingoReplies.reply(request, market.now.get()).body();
          return new Response(200, whole.replaceAll(".\"date\":\"2026-07-12T05[^}]*},", ""));
        });
    var candles = market.candles();
    assertEquals("tiingo+bitstamp", candles.origin().source());
    assertEquals(8_760, candles.bars().size());
  }

  /** Every close one percent higher, with its high. */
  private static Response dearer(Response honest) {
    return new Response(
        200,
        PRICES
            .matcher(honest.body())
            .replaceAll(m -> m.group(1) + 1.01 * Double.parseDouble(m.group(2))));
  }
}
