package devnet.market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import devnet.market.SimulatedCandleSource.GeneratedCandleSource;
import devnet.market.VisibleCandles.MinuteCandleSplitter;
import devnet.server.CosmosJson;
import devnet.server.DevnetRequest;
import devnet.server.DevnetResponse;
import domain.SharedTestData;
import domain.market.Candle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class TiingoMarketApiTest {
  private static final Instant NOW = Instant.parse("2026-03-02T09:20:30Z");
  private final GeneratedCandleSource source = new GeneratedCandleSource(1);
  private final TiingoMarketApi market = new TiingoMarketApi(source, () -> NOW);

  @Test
  void serves24BarsADayAndBothMidnights() {
    JsonNode bars = bars("startDate", "2026-02-10", "endDate", "2026-02-17");
    assertEquals(169, bars.size());
    assertEquals("2026-02-10T00:00:00+00:00", bars.path(0).path("date").asText());
    assertEquals("2026-02-17T00:00:00+00:00", bars.path(168).path("date").asText());
    assertTrue(bars.path(0).path("tradesDone").isDouble());
  }

  @Test
  void servesNothingOfTheFutureAndTheOpenBarPartly() {
    JsonNode bars = bars("startDate", "2026-03-01", "endDate", "2026-03-04");
    JsonNode last = bars.path(bars.size() - 1);
    assertEquals("2026-03-02T09:00:00+00:00", last.path("date").asText());
    Candle whole = source.hourCandle("btcusd", Instant.parse("2026-03-02T09:00:00Z"));
    assertEquals(whole.open(), last.path("open").asDouble());
    assertEquals(whole.volume() / 3, last.path("volume").asDouble(), 1e-9);
  }

  @Test
  void leavesAStubAtARecentEndDate() {
    JsonNode bars = bars("startDate", "2026-03-01", "endDate", "2026-03-02");
    assertEquals(25, bars.size());
    Candle whole = source.hourCandle("btcusd", Instant.parse("2026-03-02T00:00:00Z"));
    assertEquals(whole.volume() / 60, bars.path(24).path("volume").asDouble(), 1e-9);
  }

  @Test
  void minutesAgreeWithTheirHour() {
    JsonNode minutes =
        bars("startDate", "2026-02-10", "endDate", "2026-02-11", "resampleFreq", "1min");
    assertEquals(1441, minutes.size());
    Candle hour = source.hourCandle("btcusd", Instant.parse("2026-02-10T07:00:00Z"));
    assertEquals(hour.open(), minutes.path(7 * 60).path("open").asDouble());
    assertEquals(hour.close(), minutes.path(7 * 60 + 59).path("close").asDouble());
    assertEquals(
        hour,
        MinuteCandleSplitter.merge(MinuteCandleSplitter.split(hour)).equals(hour)
            ? hour
            : rounded(hour));
  }

  private static Candle rounded(Candle hour) {
    Candle joined = MinuteCandleSplitter.merge(MinuteCandleSplitter.split(hour));
    assertEquals(hour.volume(), joined.volume(), 1e-9);
    return new Candle(
        joined.time(), joined.open(), joined.high(), joined.low(), joined.close(), hour.volume());
  }

  @Test
  void hasAYearOfHistoryBeforeTheStart() {
    JsonNode bars = bars("startDate", "2025-02-01", "endDate", "2026-03-01");
    assertTrue(bars.size() > 9_000);
  }

  @Test
  void isTheSameForTheSameSeedInAnyOrder() {
    GeneratedCandleSource other = new GeneratedCandleSource(1);
    other.hourCandle("btcusd", Instant.parse("2031-01-01T00:00:00Z"));
    Instant at = Instant.parse("2026-01-01T00:00:00Z");
    assertEquals(source.hourCandle("btcusd", at), other.hourCandle("btcusd", at));
  }

  @Test
  void aMarketThatBeginsLaterHasTheSamePricesAndNoneBefore() {
    Instant first = Instant.parse("2026-02-10T05:00:00Z");
    TiingoMarketApi late = new TiingoMarketApi(new GeneratedCandleSource(1, first), () -> NOW);
    Map<String, String> span = Map.of("startDate", "2026-02-10", "endDate", "2026-02-17");
    JsonNode bars = bars(late, span);
    assertEquals(164, bars.size());
    assertEquals(bars(market, span).path(5), bars.path(0));
  }

  @Test
  void asksForAToken() {
    DevnetResponse none =
        market.handle(new DevnetRequest("GET", "/tiingo/crypto/prices", Map.of(), Map.of(), null));
    assertEquals(403, none.status());
    assertEquals("Please supply a token", new String(none.body()));
    assertEquals("simulated", none.headers().get("X-Dromedary-Market"));
    Map<String, String> bad = Map.of("authorization", "Token invalid");
    assertEquals(
        401,
        market.handle(new DevnetRequest("GET", "/tiingo/crypto/prices", bad, bad, null)).status());
  }

  @Test
  void answersAnUnknownPairWithAnEmptyList() {
    assertEquals(0, json(market, Map.of("tickers", "nosuchusd")).size());
  }

  @Test
  void replaysRealHoursAndRefusesToGoBeyondThem() {
    var file = SharedTestData.path("btcusd-hourly-train.csv.gz");
    Assumptions.assumeTrue(file.isPresent(), "no real candles here");
    FileCandleSource real = new FileCandleSource(file.get());
    Instant now = Instant.parse("2025-08-31T22:00:00Z");
    TiingoMarketApi replay = new TiingoMarketApi(real, () -> now);
    JsonNode bars = bars(replay, Map.of("startDate", "2025-08-31", "endDate", "2025-09-01"));
    assertEquals(22, bars.size());
    assertEquals(
        real.hourCandle("btcusd", now.minus(Duration.ofHours(1))).close(),
        bars.path(21).path("close").asDouble());
    TiingoMarketApi late = new TiingoMarketApi(real, () -> now.plus(Duration.ofHours(3)));
    DevnetResponse refused = late.handle(call(Map.of("tickers", "btcusd")));
    assertEquals(503, refused.status());
    assertTrue(new String(refused.body()).contains("2025-08-31T23:00:00Z"));
  }

  private JsonNode bars(String... pairs) {
    Map<String, String> query = new java.util.HashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      query.put(pairs[i], pairs[i + 1]);
    }
    return bars(market, query);
  }

  private static JsonNode bars(TiingoMarketApi market, Map<String, String> query) {
    Map<String, String> all = new java.util.HashMap<>(Map.of("resampleFreq", "1hour"));
    all.put("tickers", "btcusd");
    all.putAll(query);
    return json(market, all).path(0).path("priceData");
  }

  private static JsonNode json(TiingoMarketApi market, Map<String, String> query) {
    DevnetResponse reply = market.handle(call(query));
    assertEquals(200, reply.status(), new String(reply.body()));
    try {
      return CosmosJson.parse(reply.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static DevnetRequest call(Map<String, String> query) {
    Map<String, String> token = Map.of("authorization", "Token demo");
    return new DevnetRequest("GET", "/tiingo/crypto/prices", query, token, new byte[0]);
  }
}
