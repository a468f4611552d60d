package features;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import domain.Failure;
import domain.FailureReason;
import domain.market.CandleSeries;
import domain.market.FeatureVector;
import domain.market.RandomWalkCandles;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeatureSetTest {
  private static final Duration WEEK = Duration.ofHours(168);

  @Test
  void hashesTheNamesInOrder() {
    // printf 'known_return\nmom_168h' | sha256sum
    assertEquals(
        "50aceb0e6c1e67ef59c3935856459ddf56b7461c0724806358f6a7b9a4ef935d",
        FeatureSet.of(List.of("known_return", "mom_168h")).schemaHash());
    assertNotEquals(
        FeatureSet.of(List.of("known_return", "mom_168h")).schemaHash(),
        FeatureSet.of(List.of("mom_168h", "known_return")).schemaHash());
  }

  @Test
  void refusesNamesItDoesNotKnow() {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> FeatureSet.of(List.of("moon_phase")));
    assertTrue(e.getMessage().contains("moon_phase") && e.getMessage().contains("mom_168h"));
    assertThrows(IllegalArgumentException.class, () -> FeatureSet.of(List.of()));
    assertThrows(IllegalArgumentException.class, () -> FeatureSet.forSetName("best"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"default", "predecessor"})
  void servesTheRowThatTrainingSaw(String set) {
    FeatureSet features = FeatureSet.forSetName(set);
    CandleSeries candles = RandomWalkCandles.candles(2_000, 7);
    FeatureVector served = features.latestRow(candles, WEEK, 0);
    double[] trained = features.rows(PriceSeries.of(candles.closes()), 1_999, 2_000)[0];
    assertArrayEquals(trained, served.toArray());
    assertEquals(features.names(), served.names());
    assertEquals(features.schemaHash(), served.schemaHash());
    assertEquals(candles.asOf(), served.asOf());
  }

  @ParameterizedTest
  @ValueSource(strings = {"default", "predecessor"})
  void readsNothingAfterTheRow(String set) {
    FeatureSet features = FeatureSet.forSetName(set);
    double[] closes = RandomWalkCandles.closes(3_000, 11);
    Random random = new Random(5);
    for (int t : random.ints(12, features.minBars(), 2_990).toArray()) {
      double[] altered = closes.clone();
      for (int i = t + 1; i < altered.length; i++) {
        altered[i] = random.nextDouble(1, 1_000_000);
      }
      double[] expected = features.rows(PriceSeries.of(closes), t, t + 1)[0];
      double[] cut = Arrays.copyOf(closes, t + 1);
      assertArrayEquals(expected, features.rows(PriceSeries.of(altered), t, t + 1)[0]);
      assertArrayEquals(expected, features.rows(PriceSeries.of(cut), t, t + 1)[0]);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"default", "predecessor"})
  void needsNoMoreThanItsHistory(String set) {
    FeatureSet features = FeatureSet.forSetName(set);
    double[] closes = RandomWalkCandles.closes(11_000, 3);
    double[] tail = Arrays.copyOfRange(closes, 11_000 - features.usefulBars(), 11_000);
    double[] longer = features.rows(PriceSeries.of(closes), 10_999, 11_000)[0];
    double[] enough = features.rows(PriceSeries.of(tail), tail.length - 1, tail.length)[0];
    assertArrayEquals(longer, enough);
  }

  @ParameterizedTest
  @ValueSource(strings = {"default", "predecessor"})
  void waitsWhenTheCandlesAreTooFew(String set) {
    FeatureSet features = FeatureSet.forSetName(set);
    int enough = features.minBars();
    features.latestRow(RandomWalkCandles.candles(enough, 1), WEEK, 0);
    Failure.Retry failure =
        assertThrows(
            Failure.Retry.class,
            () -> features.latestRow(RandomWalkCandles.candles(enough - 1, 1), WEEK, 0));
    assertEquals(FailureReason.FEATURES, failure.reason());
    assertThrows(
        IllegalArgumentException.class,
        () ->
            features.rows(PriceSeries.of(RandomWalkCandles.closes(enough, 1)), enough - 2, enough));
  }

  @Test
  void saysHowManyCandlesOfWhichLengthItNeeds() {
    FeatureSet minutes = FeatureSet.of(List.of("fast = ret(close, 90m)"));
    assertEquals(91, minutes.minBars(Duration.ofMinutes(1)));
    assertThrows(IllegalArgumentException.class, minutes::minBars);
    assertEquals(9_480, FeatureSet.of(List.of("x = ema(close, 1185h)")).minBars());
    assertThrows(
        IllegalArgumentException.class, () -> FeatureSet.of(List.of("x = ema(close, 1186h)")));
  }

  @Test
  void waitsWhenTheCandlesAreNotHourly() {
    CandleSeries daily =
        RandomWalkCandles.candles(RandomWalkCandles.closes(2_000, 1), Duration.ofDays(1));
    assertThrows(
        Failure.Retry.class, () -> FeatureSet.forSetName("default").latestRow(daily, WEEK, 0));
  }

  @Test
  void waitsWhenAFeatureIsNotFinite() {
    Failure.Retry failure =
        assertThrows(
            Failure.Retry.class,
            () ->
                FeatureSet.forSetName("default")
                    .latestRow(RandomWalkCandles.candles(2_000, 1), WEEK, Double.NaN));
    assertTrue(failure.getMessage().contains("known_return"), failure.getMessage());
  }

  @Test
  void hasNoTrendWhereThePriceStoodStill() {
    double[] flat = new double[2_000];
    Arrays.fill(flat, 30_000);
    CandleSeries candles = RandomWalkCandles.candles(flat, Duration.ofHours(1));
    FeatureVector vector = FeatureSet.forSetName("default").latestRow(candles, WEEK, 0.01);
    assertArrayEquals(new double[] {0.01, 0, 0, 0, 0, 0, 0}, vector.toArray(), 0);
    assertEquals(0, vector.scale());
    FeatureVector old = FeatureSet.forSetName("predecessor").latestRow(candles, WEEK, 0);
    assertArrayEquals(
        new double[] {Math.log(30_000), 0, 0, 30_000, 30_000, 0, 0, 0, 0, -1},
        old.toArray(),
        1e-15);
  }

  @Test
  void scalesTheVolatilityToTheHorizon() {
    CandleSeries candles = RandomWalkCandles.candles(2_000, 2);
    FeatureSet features = FeatureSet.forSetName("default");
    double day = features.latestRow(candles, Duration.ofDays(1), 0).scale();
    assertEquals(0.006 * Math.sqrt(24), day, 0.003);
    assertEquals(day * Math.sqrt(7), features.latestRow(candles, WEEK, 0).scale(), 1e-15);
  }
}
