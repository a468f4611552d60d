package routes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import domain.Failure;
import domain.FailureReason;
import domain.TopicSpec;
import domain.TopicSpec.PredictionTarget;
import domain.market.CandleSeries;
import domain.market.DataOrigin;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import market.quality.CandleLimits;
import market.source.StubMarketServer;
import market.source.StubMarketServer.Response;
import market.source.StubTiingoReplies;
import market.source.TiingoSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarketRouteTest {
  @TempDir Path folder;
  private StubMarketServer tiingo;
  private MarketRouteFixture market;

  @BeforeEach
  void open() throws Exception {
    tiingo = new StubMarketServer(request -> new Response(500, ""));
    market = rig();
    answerWell();
  }

  private MarketRouteFixture rig() throws Exception {
    return new MarketRouteFixture(
        folder,
        List.of(new TiingoSource("secret")),
        CandleLimits.DEFAULT,
        Map.of("market.tiingo.url", tiingo.url()));
  }

  private void answerWell() {
    tiingo.answerWith(request -> StubTiingoReplies.reply(request, market.now.get()));
  }

  @AfterEach
  void close() {
    market.close();
    tiingo.close();
  }

  @Test
  void candlesOfTheOtherPairsThatFeaturesNameComeBesideTheOwn() {
    var both = market.candles(List.of("ethusd", "solusd"));
    assertEquals("btcusd", both.pair());
    assertEquals(
        List.of("ethusd", "solusd"), both.others().stream().map(CandleSeries::pair).toList());
    assertEquals(both.bars().size(), both.aligned().bars().size());
  }

  @Test
  void aPairThatNobodyServesIsNamedAndNeverLeftOut() {
    tiingo.answerWith(
        request ->
            request.toString().contains("ethusd")
                ? new Response(404, "")
                : StubTiingoReplies.reply(request, market.now.get()));
    var refused =
        assertThrows(Failure.Retry.class, () -> market.candles(List.of("solusd", "ethusd")));
    assertEquals(FailureReason.NO_DATA, refused.reason());
    assertTrue(refused.getMessage().contains("ethusd"), refused.getMessage());
    assertEquals("btcusd", market.candles().pair());
  }

  @Test
  void coldStartIsOneLongRequestAndEndsWithTheLastClosedHour() {
    var candles = market.candles();
    assertEquals(8_760, candles.bars().size());
    assertEquals(Instant.parse("2026-07-13T16:00:00Z"), candles.newest().time());
    assertEquals(new DataOrigin.RealMarket("tiingo"), candles.origin());
    assertEquals(1, tiingo.requests().size());
    assertEquals(
        "2026-07-14", StubTiingoReplies.queryParameters(tiingo.requests().get(0)).get("endDate"));
  }

  @Test
  void aFastTopicHasMinutesOfItsPairInAHistoryOfTheirOwn() {
    TopicSpec fast = new TopicSpec(77, PredictionTarget.PRICE, "btcusd", Duration.ofMinutes(5));
    var minutes = market.candles(fast);
    assertEquals(2_880, minutes.bars().size());
    assertEquals(Duration.ofMinutes(1), minutes.step());
    assertEquals(Instant.parse("2026-07-13T17:18:00Z"), minutes.newest().time());
    assertEquals(8_760, market.candles().bars().size());
    market.now.updateAndGet(now -> now.plus(Duration.ofMinutes(5)));
    assertEquals(Instant.parse("2026-07-13T17:23:00Z"), market.candles(fast).newest().time());
    assertEquals(3, tiingo.requests().size());
  }

  @Test
  void laterCyclesAskForFourDaysOnly() {
    market.candles();
    market.now.updateAndGet(now -> now.plus(Duration.ofHours(1)));
    var candles = market.candles();
    assertEquals(Instant.parse("2026-07-13T17:00:00Z"), candles.newest().time());
    assertEquals(2, tiingo.requests().size());
    assertEquals(
        "2026-07-09", StubTiingoReplies.queryParameters(tiingo.requests().get(1)).get("startDate"));
  }

  @Test
  void aSecondCallWithinMinutesAsksNobody() {
    market.candles();
    market.now.updateAndGet(now -> now.plusSeconds(90));
    market.candles();
    assertEquals(1, tiingo.requests().size());
  }

  /** What is computed from candles is kept as long as they are the same object. */
  @Test
  void theSameCandlesAreHandedOutUntilThereAreOthersOrTheyAreTooOld() {
    var first = market.candles();
    market.now.updateAndGet(now -> now.plus(Duration.ofMinutes(1)));
    assertSame(first, market.candles());
    market.now.updateAndGet(now -> now.plus(Duration.ofHours(1)));
    var next = market.candles();
    assertEquals(first.asOf().plus(Duration.ofHours(1)), next.asOf());
    Instant then = market.now.get();
    tiingo.answerWith(request -> StubTiingoReplies.reply(request, then));
    market.now.updateAndGet(now -> now.plus(Duration.ofHours(3)));
    assertEquals(
        FailureReason.STALE_DATA, assertThrows(Failure.Retry.class, market::candles).reason());
  }

  @Test
  void aRestartNeedsNoLongDownload() throws Exception {
    market.candles();
    market.close();
    market = rig();
    assertEquals(8_760, market.candles().bars().size());
    assertEquals(
        "2026-07-09", StubTiingoReplies.queryParameters(tiingo.requests().get(1)).get("startDate"));
  }

  @Test
  void simulatedRepliesGiveSimulatedCandles() {
    tiingo.answerWith(
        request -> {
          var real = StubTiingoReplies.reply(request, market.now.get());
          return new Response(200, real.body(), Map.of("X-Dromedary-Market", "simulated"));
        });
    assertEquals(new DataOrigin.SimulatedMarket("tiingo"), market.candles().origin());
  }

  @Test
  void threeIntendedAttemptsAreThreeRequests() {
    tiingo.answerWith(request -> new Response(503, "<html>busy</html>"));
    assertThrows(Exception.class, market::candles);
    assertEquals(3, tiingo.requests().size());
  }

  @Test
  void aBrokenConnectionIsTriedThreeTimesAndNotMore() {
    tiingo.answerWith(request -> new Response(-1, ""));
    assertThrows(Exception.class, market::candles);
    assertEquals(3, tiingo.requests().size());
  }

  @Test
  void aThrottledSourceIsLeftAloneUntilItsRetryAfter() {
    tiingo.answerWith(request -> new Response(429, "slow down", Map.of("Retry-After", "600")));
    var wait = assertThrows(Failure.Retry.class, market::candles);
    assertEquals(FailureReason.NO_DATA, wait.reason());
    answerWell();
    market.now.updateAndGet(now -> now.plusSeconds(599));
    assertThrows(Failure.Retry.class, market::candles);
    assertEquals(1, tiingo.requests().size());
    market.now.updateAndGet(now -> now.plusSeconds(1));
    assertEquals(8_760, market.candles().bars().size());
  }

  @Test
  void theTokenTravelsInItsHeaderOnlyAndNoHeaderComesBack() {
    var after = market.ask("direct:market");
    var request = tiingo.requests().get(0);
    assertEquals("Token secret", request.headers().get("authorization"));
    assertFalse(request.uri().toString().contains("secret"));
    assertTrue(after.getMessage().getHeaders().isEmpty());
  }

  @Test
  void staleDataAreRefused() {
    tiingo.answerWith(
        request -> StubTiingoReplies.reply(request, market.now.get().minusSeconds(4 * 3600)));
    assertEquals(
        FailureReason.STALE_DATA, assertThrows(Failure.Retry.class, market::candles).reason());
  }

  @Test
  void aBusySourceIsLeftAloneForAsLongAsItSays() {
    tiingo.answerWith(request -> new Response(503, "busy", Map.of("Retry-After", "600")));
    assertThrows(Failure.Retry.class, market::candles);
    market.now.updateAndGet(now -> now.plusSeconds(599));
    assertThrows(Failure.Retry.class, market::candles);
    assertEquals(1, tiingo.requests().size());
  }

  @Test
  void barsThatHaveNotEvenBegunDiscreditTheReply() {
    tiingo.answerWith(
        request -> StubTiingoReplies.reply(request, market.now.get().plusSeconds(3 * 3600)));
    var wait = assertThrows(Failure.Retry.class, market::candles);
    assertEquals(FailureReason.BAD_DATA, wait.reason());
    assertTrue(wait.getMessage().contains("its clock or ours is wrong"), wait.getMessage());
  }

  /** Leaves out the bar of that hour. */
  private void answerWithout(String hour) {
    tiingo.answerWith(
        request -> {
          var whole = StubTiingoReplies.reply(request, market.now.get()).body();
          return new Response(200, whole.replaceAll(".\"date\":\"" + hour + "[^}]*},", ""));
        });
  }

  @Test
  void anHourThatTheSourceLacksIsNotAskedForInEveryCycle() {
    answerWithout("2026-03-01T05");
    assertEquals(Instant.parse("2026-03-01T06:00:00Z"), market.candles().bars().get(0).time());
    var first = tiingo.requests().size();
    market.now.updateAndGet(now -> now.plus(Duration.ofHours(1)));
    market.candles();
    assertEquals(first + 1, tiingo.requests().size());
  }

  @Test
  void aHoleInTheNeededRangeIsNamed() {
    answerWithout("2026-07-01T05");
    var wait = assertThrows(Failure.Retry.class, market::candles);
    assertEquals(FailureReason.BAD_DATA, wait.reason());
    assertTrue(wait.getMessage().contains("1 bar missing at 2026-07-01T05"), wait.getMessage());
  }

  @Test
  void aReplyTooLongForItsSourceIsAskedForInPieces() {
    tiingo.answerWith(
        request -> {
          var whole = StubTiingoReplies.reply(request, market.now.get()).body();
          return new Response(200, whole.length() < 700_000 ? whole : whole.substring(0, 700_000));
        });
    assertTrue(market.candles().bars().size() >= 1_200);
  }
}
