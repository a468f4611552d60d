package scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import domain.Claim;
import domain.Provenance;
import domain.Score;
import domain.TopicSpec;
import domain.TopicSpec.PredictionTarget;
import domain.Window;
import domain.WindowKey;
import domain.market.Candle;
import domain.market.CandleSeries;
import domain.market.DataOrigin;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PredictionScorerTest {
  private static final Instant BASE = Instant.parse("2025-06-01T12:00:40Z");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final TopicSpec RETURN =
      new TopicSpec(67, PredictionTarget.LOG_RETURN, "btcusd", Duration.ofHours(3));

  private final PredictionScorer scoring =
      new PredictionScorer(() -> BASE.plus(Duration.ofHours(4)));

  /** Bars from 10:00 on whose closes are 100, 101, 102, ... */
  private static CandleSeries candles(String pair, int count) {
    Instant first = Instant.parse("2025-06-01T10:00:00Z");
    List<Candle> bars =
        IntStream.range(0, count)
            .mapToObj(i -> new Candle(first.plus(HOUR.multipliedBy(i)), 99, 200, 50, 100 + i, 1))
            .toList();
    return new CandleSeries(pair, HOUR, new DataOrigin.RealMarket("tiingo"), bars);
  }

  private static Claim claim(String value) {
    Window window = new Window(new WindowKey("c", 67, 700, "allo1"), 1300, BASE, BASE.plus(HOUR));
    Provenance provenance =
        new Provenance(new DataOrigin.RealMarket("tiingo"), BASE, 1, "input", "model", "test");
    return new Claim(window, value, provenance);
  }

  @Test
  void scoresTheReturnFromTheLastCloseBeforeBaseToTheLastBeforeTheHorizon() {
    Score score = scoring.score(claim("0.01"), RETURN, candles("btcusd", 6)).orElseThrow();
    double truth = Math.log(104.0 / 101.0);
    assertEquals(truth, score.truth(), 1e-15);
    assertEquals(0.01 - truth, score.error(), 1e-15);
    assertEquals(-truth, score.naiveError(), 1e-15);
  }

  @Test
  void scoresAPriceAgainstTheBasePrice() {
    TopicSpec price = new TopicSpec(69, PredictionTarget.PRICE, "btcusd", Duration.ofHours(3));
    Score score = scoring.score(claim("105"), price, candles("btcusd", 6)).orElseThrow();
    assertEquals(104, score.truth());
    assertEquals(1, score.error());
    assertEquals(-3, score.naiveError());
  }

  @Test
  void waitsUntilTheHorizonHasClosed() {
    assertTrue(scoring.score(claim("0.01"), RETURN, candles("btcusd", 4)).isEmpty());
  }

  @Test
  void refusesCandlesOfAnotherPair() {
    assertThrows(
        IllegalArgumentException.class,
        () -> scoring.score(claim("0.01"), RETURN, candles("ethusd", 6)));
  }
}
