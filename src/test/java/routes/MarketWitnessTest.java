package routes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import domain.Candle;
import domain.Failure;
import domain.Origin;
import domain.Reason;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import market.BitstampShape;
import market.CoinbaseShape;
import market.Limits;
import market.Prices;
import market.Source;
import market.StubMarket;
import market.StubMarket.Response;
import market.TiingoShape;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each cycle holds the first source against others, so that a lie is found out at once. */
class MarketWitnessTest {
  private static final Response DOWN = new Response(404, "gone");
  private static final Pattern PRICES = Pattern.compile("(\"(?:high|close)\":\"?)([0-9.]+)");

  @TempDir Path folder;
  private final StubMarket tiingo = new StubMarket(request -> DOWN);
  private final StubMarket coinbase = new StubMarket(request -> DOWN);
  private final StubMarket bitstamp = new StubMarket(request -> DOWN);
  private MarketRig rig;

  @BeforeEach
  void open() throws Exception {
    rig = rig(Limits.DEFAULT);
    tiingo.answer(request -> TiingoShape.answer(request, rig.now.get()));
    coinbase.answer(request -> CoinbaseShape.answer(request, rig.now.get()));
    bitstamp.answer(request -> BitstampShape.answer(request, rig.now.get()));
  }

  private MarketRig rig(Limits limits) throws Exception {
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
    return new MarketRig(folder, Source.all("secret"), limits, properties);
  }

  @AfterEach
  void close() {
    rig.close();
    tiingo.close();
    coinbase.close();
    bitstamp.close();
  }

  @Test
  void twoOthersAreAskedForFourDaysAndNothingIsSaidWhereTheyAgree() {
    assertEquals(new Origin.Market("tiingo"), rig.candles().origin());
    var query = TiingoShape.query(coinbase.requests().get(0));
    assertEquals("2026-07-09T17:00:00Z", query.get("start"));
    assertEquals("96", TiingoShape.query(bitstamp.requests().get(0)).get("limit"));
    rig.candles();
    assertEquals(1, coinbase.requests().size());
  }

  @Test
  void aWitnessThatIsDownCostsNothing() {
    coinbase.answer(request -> DOWN);
    bitstamp.answer(request -> new Response(429, "", Map.of("Retry-After", "60")));
    assertEquals(new Origin.Market("tiingo"), rig.candles().origin());
  }

  @Test
  void aWrongHourIsOutvotedByTwoOthersAndTheOriginSaysSo() {
    tiingo.answer(
        request -> {
          var honest = TiingoShape.answer(request, rig.now.get());
          int lie = honest.body().indexOf("2026-07-13T16");
          var lied = dearer(new Response(200, honest.body().substring(lie))).body();
          return new Response(200, honest.body().substring(0, lie) + lied);
        });
    var candles = rig.candles();
    assertEquals("tiingo+median", candles.origin().source());
    Candle newest = candles.newest();
    assertEquals(Prices.at(newest.time().plus(Duration.ofHours(1))), newest.close(), 1e-6);
  }

  @Test
  void aSourceThatIsOutvotedAllTheTimeDoesNotServe() {
    tiingo.answer(request -> dearer(TiingoShape.answer(request, rig.now.get())));
    assertEquals(new Origin.Market("coinbase"), rig.candles().origin());
  }

  @Test
  void withTheStricterSettingADisagreementRefusesThemAll() throws Exception {
    rig.close();
    rig = rig(Limits.DEFAULT.withDisagreement(0.005, false));
    tiingo.answer(request -> dearer(TiingoShape.answer(request, rig.now.get())));
    var wait = assertThrows(Failure.Wait.class, rig::candles);
    assertEquals(Reason.BAD_DATA, wait.reason());
    assertTrue(wait.getMessage().contains("50 bp apart"), wait.getMessage());
  }

  @Test
  void oneLyingWitnessAloneStopsTheLineUntilAThirdDecides() {
    coinbase.answer(request -> DOWN);
    bitstamp.answer(request -> dearer(BitstampShape.answer(request, rig.now.get())));
    assertEquals(Reason.BAD_DATA, assertThrows(Failure.Wait.class, rig::candles).reason());
    coinbase.answer(request -> CoinbaseShape.answer(request, rig.now.get()));
    rig.now.updateAndGet(now -> now.plus(Duration.ofMinutes(7)));
    assertEquals(new Origin.Market("tiingo"), rig.candles().origin());
  }

  @Test
  void aSmallHoleIsFilledByAnotherSourceAtOnceAndBothAreNamed() {
    tiingo.answer(
        request -> {
          var whole = TiingoShape.answer(request, rig.now.get()).body();
          return new Response(200, whole.replaceAll(".\"date\":\"2026-07-12T05[^}]*},", ""));
        });
    var candles = rig.candles();
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
