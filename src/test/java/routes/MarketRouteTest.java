package routes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import domain.Failure;
import domain.FailureReason;
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
  private MarketRouteFixture rig;

  @BeforeEach
  void open() throws Exception {
    tiingo = new StubMarketServer(request -> new Response(500, ""));
    rig = rig();
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
    tiingo.answerWith(request -> StubTiingoReplies.reply(request, rig.now.get()));
  }

  @AfterEach
  void close() {
    rig.close();
    tiingo.close();
  }

  @Test
  void coldStartIsOneLongRequestAndEndsWithTheLastClosedHour() {
    var candles = rig.candles();
    assertEquals(8_760, candles.bars().size());
    assertEquals(Instant.parse("2026-07-13T16:00:00Z"), candles.newest().time());
    assertEquals(new DataOrigin.RealMarket("tiingo"), candles.origin());
    assertEquals(1, tiingo.requests().size());
    assertEquals(
        "2026-07-14", StubTiingoReplies.queryParameters(tiingo.requests().get(0)).get("endDate"));
  }

  @Test
  void laterCyclesAskForFourDaysOnly() {
    rig.candles();
    rig.now.updateAndGet(now -> now.plus(Duration.ofHours(1)));
    var candles = rig.candles();
    assertEquals(Instant.parse("2026-07-13T17:00:00Z"), candles.newest().time());
    assertEquals(2, tiingo.requests().size());
    assertEquals(
        "2026-07-09", StubTiingoReplies.queryParameters(tiingo.requests().get(1)).get("startDate"));
  }

  @Test
  void aSecondCallWithinMinutesAsksNobody() {
    rig.candles();
    rig.now.updateAndGet(now -> now.plusSeconds(90));
    rig.candles();
    assertEquals(1, tiingo.requests().size());
  }

  @Test
  void aRestartNeedsNoLongDownload() throws Exception {
    rig.candles();
    rig.close();
    rig = rig();
    assertEquals(8_760, rig.candles().bars().size());
    assertEquals(
        "2026-07-09", StubTiingoReplies.queryParameters(tiingo.requests().get(1)).get("startDate"));
  }

  @Test
  void simulatedRepliesGiveSimulatedCandles() {
    tiingo.answerWith(
        request -> {
          var real = StubTiingoReplies.reply(request, rig.now.get());
          return new Response(200, real.body(), Map.of("X-Dromedary-Market", "simulated"));
        });
    assertEquals(new DataOrigin.SimulatedMarket("tiingo"), rig.candles().origin());
  }

  @Test
  void threeIntendedAttemptsAreThreeRequests() {
    tiingo.answerWith(request -> new Response(503, "<html>busy</html>"));
    assertThrows(Exception.class, rig::candles);
    assertEquals(3, tiingo.requests().size());
  }

  @Test
  void aBrokenConnectionIsTriedThreeTimesAndNotMore() {
    tiingo.answerWith(request -> new Response(-1, ""));
    assertThrows(Exception.class, rig::candles);
    assertEquals(3, tiingo.requests().size());
  }

  @Test
  void aThrottledSourceIsLeftAloneUntilItsRetryAfter() {
    tiingo.answerWith(request -> new Response(429, "slow down", Map.of("Retry-After", "600")));
    var wait = assertThrows(Failure.Retry.class, rig::candles);
    assertEquals(FailureReason.NO_DATA, wait.reason());
    answerWell();
    rig.now.updateAndGet(now -> now.plusSeconds(599));
    assertThrows(Failure.Retry.class, rig::candles);
    assertEquals(1, tiingo.requests().size());
    rig.now.updateAndGet(now -> now.plusSeconds(1));
    assertEquals(8_760, rig.candles().bars().size());
  }

  @Test
  void theTokenTravelsInItsHeaderOnlyAndNoHeaderComesBack() {
    var after = rig.ask("direct:market");
    var request = tiingo.requests().get(0);
    assertEquals("Token secret", request.headers().get("authorization"));
    assertFalse(request.uri().toString().contains("secret"));
    assertTrue(after.getMessage().getHeaders().isEmpty());
  }

  @Test
  void staleDataAreRefused() {
    tiingo.answerWith(
        request -> StubTiingoReplies.reply(request, rig.now.get().minusSeconds(4 * 3600)));
    assertEquals(
        FailureReason.STALE_DATA, assertThrows(Failure.Retry.class, rig::candles).reason());
  }

  @Test
  void aBusySourceIsLeftAloneForAsLongAsItSays() {
    tiingo.answerWith(request -> new Response(503, "busy", Map.of("Retry-After", "600")));
    assertThrows(Failure.Retry.class, rig::candles);
    rig.now.updateAndGet(now -> now.plusSeconds(599));
    assertThrows(Failure.Retry.class, rig::candles);
    assertEquals(1, tiingo.requests().size());
  }

  @Test
  void barsThatHaveNotEvenBegunDiscreditTheReply() {
    tiingo.answerWith(
        request -> StubTiingoReplies.reply(request, rig.now.get().plusSeconds(3 * 3600)));
    var wait = assertThrows(Failure.Retry.class, rig::candles);
    assertEquals(FailureReason.BAD_DATA, wait.reason());
    assertTrue(wait.getMessage().contains("its clock or ours is wrong"), wait.getMessage());
  }

  /** Leaves out the bar of that hour. */
  private void answerWithout(String hour) {
    tiingo.answerWith(
        request -> {
          var whole = StubTiingoReplies.reply(request, rig.now.get()).body();
          return new Response(200, whole.replaceAll(".\"date\":\"" + hour + "[^}]*},", ""));
        });
  }

  @Test
  void anHourThatTheSourceLacksIsNotAskedForInEveryCycle() {
    answerWithout("2026-03-01T05");
    assertEquals(Instant.parse("2026-03-01T06:00:00Z"), rig.candles().bars().get(0).time());
    var first = tiingo.requests().size();
    rig.now.updateAndGet(now -> now.plus(Duration.ofHours(1)));
    rig.candles();
    assertEquals(first + 1, tiingo.requests().size());
  }

  @Test
  void aHoleInTheNeededRangeIsNamed() {
    answerWithout("2026-07-01T05");
    var wait = assertThrows(Failure.Retry.class, rig::candles);
    assertEquals(FailureReason.BAD_DATA, wait.reason());
    assertTrue(wait.getMessage().contains("1 bar missing at 2026-07-01T05"), wait.getMessage());
  }

  @Test
  void aReplyTooLongForItsSourceIsAskedForInPieces() {
    tiingo.answerWith(
        request -> {
          var whole = StubTiingoReplies.reply(request, rig.now.get()).body();
          return new Response(200, whole.length() < 700_000 ? whole : whole.substring(0, 700_000));
        });
    assertTrue(rig.candles().bars().size() >= 1_200);
  }
}
