package features;

import base.Sha256Hex;
import domain.Failure;
import domain.FailureReason;
import domain.TopicSpec;
import domain.market.CandleSeries;
import domain.market.FeatureVector;
import java.time.Duration;
import java.util.List;

/**
 * Features in the order a model takes them. Training, backtest and serving read rows through the
 * same functions, so they cannot drift apart.
 */
public final class FeatureSet {
  /** Hours that the market store keeps at most: what the default predictor has use for. */
  private static final int KEPT =
      FeatureCatalogue.namesOfSet("default").stream()
          .map(FeatureCatalogue::requireFeature)
          .mapToInt(Feature::usefulBars)
          .max()
          .orElseThrow();

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
    List<Feature> features = names.stream().map(FeatureCatalogue::requireFeature).toList();
    features.forEach(FeatureSet::requireKeptHistory);
    return new FeatureSet(features);
  }

  private static void requireKeptHistory(Feature feature) {
    try {
      int hours = feature.expression().reach(Duration.ofMinutes(1)) / 60;
      if (hours > KEPT) {
        throw new IllegalArgumentException(
            "%s looks back %d hours, and %d are kept".formatted(feature.name(), hours, KEPT));
      }
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          "%s looks back further than %d hours, as many as are kept"
              .formatted(feature.name(), KEPT),
          e);
    }
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

  /** The set called {@code default}, {@code minutes} or {@code predecessor}. */
  public static FeatureSet forSetName(String set) {
    return of(FeatureCatalogue.namesOfSet(set));
  }

  /** What the columns are called: the names without their definitions. */
  public static List<String> columnsOf(List<String> names) {
    return names.stream().map(Feature::columnOf).toList();
  }

  public List<String> names() {
    return features.stream().map(Feature::name).toList();
  }

  /** The pairs whose candles are read beside those of the topic's own. */
  public List<String> pairs() {
    return features.stream()
        .flatMap(it -> ExpressionParser.pairsIn(it.expression()).stream())
        .distinct()
        .toList();
  }

  /** SHA-256 over the names in order, newline separated, lower-case hex. */
  public String schemaHash() {
    return Sha256Hex.ofLines(names());
  }

  /** Hourly bars to ask for: more of them would change nothing. */
  public int usefulBars() {
    return features.stream()
        .mapToInt(Feature::usefulBars)
        .reduce(FeatureCatalogue.MONTH + 1, Math::max);
  }

  /** Hourly bars without which there is no row. */
  public int minBars() {
    return minBars(TopicSpec.HOUR);
  }

  /**
   * Bars of that length without which there is no row.
   *
   * @throws IllegalArgumentException where a window is no whole number of them
   */
  public int minBars(Duration step) {
    return features.stream().mapToInt(it -> it.expression().lead(step) + 1).reduce(DAY, Math::max);
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
    try {
      CandleSeries rows = candles.aligned();
      requireEnough(rows);
      PriceSeries series = PriceSeries.of(rows, knownReturn);
      int newest = series.size() - 1;
      List<Double> values =
          features.stream()
              .map(it -> series.shared(it.expression(), newest, newest + 1)[0])
              .toList();
      double scale = scaleOnly(candles, horizon).scale();
      return new FeatureVector(names(), values, schemaHash(), rows.asOf(), scale);
    } catch (IllegalArgumentException e) {
      throw new Failure.Retry(
          FailureReason.FEATURES,
          candles.pair() + " at " + candles.asOf() + ": " + e.getMessage(),
          e);
    }
  }

  /** A row without features: what the guard measures by where the model has inputs of its own. */
  public static FeatureVector scaleOnly(CandleSeries candles, Duration horizon) {
    PriceSeries series =
        PriceSeries.of(
            new CandleSeries(candles.pair(), candles.step(), candles.origin(), candles.bars()));
    double scale = horizonDeviation(series, series.size() - 1, horizon, candles.step());
    return FeatureVector.withoutFeatures(candles.asOf(), scale);
  }

  /** Rows {@code from} to {@code to} (exclusive) of a series, one array of features each. */
  public double[][] rows(PriceSeries series, int from, int to) {
    int needed = minBars(series.step());
    if (from < needed - 1) {
      throw new IllegalArgumentException("row " + from + " needs " + needed + " bars");
    }
    double[][] rows = new double[to - from][features.size()];
    for (int column = 0; column < features.size(); column++) {
      double[] values = series.shared(features.get(column).expression(), from, to);
      for (int i = 0; i < values.length; i++) {
        rows[i][column] = values[i];
      }
    }
    return rows;
  }

  private void requireEnough(CandleSeries candles) {
    int needed;
    try {
      needed = minBars(candles.step());
    } catch (IllegalArgumentException e) {
      throw new Failure.Retry(FailureReason.FEATURES, candles.pair() + ": " + e.getMessage(), e);
    }
    if (candles.bars().size() < needed) {
      throw new Failure.Retry(
          FailureReason.FEATURES,
          "%s: %d candles%s, features need at least %d"
              .formatted(
                  candles.pair(),
                  candles.bars().size(),
                  pairs().isEmpty() ? "" : " together with " + String.join(", ", pairs()),
                  needed));
    }
  }

  /** Over 720 bars, or over what there is of them: the ten old features need only three days. */
  private static double horizonDeviation(
      PriceSeries series, int t, Duration horizon, Duration step) {
    double bars = (double) horizon.toMinutes() / step.toMinutes();
    return series.returnDeviation(t, Math.min(FeatureCatalogue.MONTH, t)) * Math.sqrt(bars);
  }
}
