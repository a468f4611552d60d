package market.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import market.fetch.PricePointFetch.PricePoints;
import market.source.CandleRequest;
import market.source.CandleRequest.SourceReply;
import market.source.CoinbaseSource;
import org.junit.jupiter.api.Test;

/** The price of a moment is the close of one certain minute, or it is not known yet. */
class PricePointFetchTest {
  private static final Instant MOMENT = Instant.parse("2026-11-01T12:30:37Z");
  private static final Instant NOW = MOMENT.plusSeconds(150);

  /** Bars of these minutes of the hour, each closing at its own number. */
  private static PricePoints ask(int... minutes) throws IOException {
    PricePointFetch fetch =
        new PricePointFetch(
            new CoinbaseSource(),
            new RequestBudget(100, () -> NOW),
            "btcusd",
            List.of(MOMENT),
            NOW);
    assertTrue(fetch.planNext());
    CandleRequest request = fetch.nextRequest();
    assertEquals(Duration.ofMinutes(1), request.step());
    assertTrue(request.until().isAfter(MOMENT), "later bars prove that the source goes on");
    String rows =
        IntStream.of(minutes)
            .boxed()
            .sorted((a, b) -> b - a)
            .map(PricePointFetchTest::row)
            .collect(Collectors.joining(",", "[", "]"));
    fetch.acceptReply(new SourceReply(200, rows, null, false));
    assertFalse(fetch.planNext());
    return fetch.pricePoints();
  }

  private static String row(int minute) {
    long time = Instant.parse("2026-11-01T12:00:00Z").plusSeconds(60L * minute).getEpochSecond();
    return "[%d,%d,%d,%d,%d,1]".formatted(time, minute, minute, minute, minute);
  }

  @Test
  void isTheCloseOfTheLastMinuteThatBeginsMoreThanOneBefore() throws IOException {
    assertEquals(List.of(29.0), ask(27, 28, 29, 30, 31).prices());
    assertEquals(List.of(29.0), ask(28, 29).prices());
  }

  @Test
  void isAnOlderOneWhereTheSourceHasGoneOnWithoutTrades() throws IOException {
    assertEquals(List.of(26.0), ask(25, 26, 31).prices());
  }

  @Test
  void isUnknownWhereTheSourceIsBehindOrBeginsLater() throws IOException {
    assertFalse(ask(25, 26, 27).isKnown());
    assertFalse(ask(31).isKnown());
  }
}
