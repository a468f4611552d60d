package features;

import base.Sha256Hex;
import domain.Failure;
import domain.FailureReason;
import domain.market.CandleSeries;
import domain.market.FeatureVector;
import java.time.Duration;
import java.util.List;

/**
 * Features in the order a model takes them. Training, backtest and serving read rows through the
 * same functions, so they cannot drift apart.
 */
public final class FeatureSet {
  /** Bars that the scale needs in any case. */
  private static final int DAY = 25;

  private final List<Feature> features;

  private FeatureSet(List<Feature> features) {
    this.features = features;
  }

  /**
   * @throws IllegalArgumentException when there is no name, or one that is not in the catalogue
   */
  public static FeatureSet of(List<String> names) {
    if (names.isEmpty()) {
      throw new IllegalArgumentException("a feature set needs at least one name");
    }
    return new FeatureSet(names.stream().map(FeatureCatalogue::requireFeature).toList());
  }

  /**
   * The set that a model names.
   *
   * @throws Failure.Retry MODEL_MISMATCH when one of them is not in the catalogue
   */
  public static FeatureSet forModel(List<String> names) {
    try {
      return of(names);
    } catch (IllegalArgumentException e) {
      throw new Failure.Retry(
          FailureReason.MODEL_MISMATCH, "the model cannot be fed: " + e.getMessage(), e);
    }
  }

  /** The set called {@code default} or {@code predecessor}. */
  public static FeatureSet forSetName(String set) {
    return of(FeatureCatalogue.namesOfSet(set));
  }

  public List<String> names() {
    return features.stream().map(Feature::name).toList();
  }

  /** SHA-256 over the names in order, newline separated, lower-case hex. */
  public String schemaHash() {
    return Sha256Hex.ofLines(names());
  }

  /** Hourly bars to ask for: more of them would change nothing. */
  public int usefulBars() {
    return features.stream().mapToInt(Feature::usefulBars).reduce(PriceSeries.MONTH + 1, Math::max);
  }

  /** Hourly bars without which there is no row. */
  public int minBars() {
    return features.stream().mapToInt(Feature::minBars).reduce(DAY, Math::max);
  }

  /**
   * The newest row.
   *
   * @param horizon of the target, for the vector's scale
   * @param knownReturn log-return since the epoch's base time, 0 when it is not known
   * @throws Failure.Retry with {@link FailureReason#FEATURES} when the candles are too few or not
   *     hourly
   */
  public FeatureVector latestRow(CandleSeries candles, Duration horizon, double knownReturn) {
    requireHourlyBars(candles);
    double[] known = new double[candles.bars().size()];
    int newest = known.length - 1;
    known[newest] = knownReturn;
    PriceSeries series = PriceSeries.of(candles.closes(), known);
    List<Double> values = features.stream().map(f -> f.function().compute(series, newest)).toList();
    double scale = horizonDeviation(series, newest, horizon, candles.step());
    try {
      return new FeatureVector(names(), values, schemaHash(), candles.asOf(), scale);
    } catch (IllegalArgumentException e) {
      throw new Failure.Retry(
          FailureReason.FEATURES,
          candles.pair() + " at " + candles.asOf() + ": " + e.getMessage(),
          e);
    }
  }

  /** A row without features: what the guard measures by where the model has inputs of its own. */
  public static FeatureVector scaleOnly(CandleSeries candles, Duration horizon) {
    PriceSeries series = PriceSeries.of(candles.closes());
    double scale = horizonDeviation(series, series.size() - 1, horizon, candles.step());
    return FeatureVector.withoutFeatures(candles.asOf(), scale);
  }

  /** Rows {@code from} to {@code to} (exclusive) of a series, one array of features each. */
  public double[][] rows(PriceSeries series, int from, int to) {
    if (from < minBars() - 1) {
      throw new IllegalArgumentException("row " + from + " needs " + minBars() + " bars");
    }
    double[][] rows = new double[to - from][features.size()];
    for (int column = 0; column < features.size(); column++) {
      Feature.FeatureFunction reading = features.get(column).function();
      for (int t = from; t < to; t++) {
        rows[t - from][column] = reading.compute(series, t);
      }
    }
    return rows;
  }

  private void requireHourlyBars(CandleSeries candles) {
    boolean hourly = candles.step().equals(Duration.ofHours(1));
    if (!hourly && features.stream().anyMatch(Feature::hourly)) {
      throw new Failure.Retry(
          FailureReason.FEATURES,
          candles.pair() + ": features need hourly candles, these are of " + candles.step());
    }
    if (candles.bars().size() < minBars()) {
      throw new Failure.Retry(
          FailureReason.FEATURES,
          "%s: %d candles, features need at least %d"
              .formatted(candles.pair(), candles.bars().size(), minBars()));
    }
  }

  /** Over 720 bars, or over what there is of them: the ten old features need only three days. */
  private static double horizonDeviation(
      PriceSeries series, int t, Duration horizon, Duration step) {
    double bars = (double) horizon.toMinutes() / step.toMinutes();
    return series.returnDeviation(t, Math.min(PriceSeries.MONTH, t)) * Math.sqrt(bars);
  }
}
