package lab.importer;

import domain.TopicSpec;
import domain.TopicSpec.PredictionTarget;
import domain.market.Candle;
import domain.market.CandleSeries;
import domain.market.DataOrigin;
import features.FeatureSet;
import features.PriceSeries;
import inference.artifact.ModelSample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Feature rows spread evenly over a pair's history, and a check whether predictions for them are
 * plausible.
 *
 * @param at row of the history behind each row of inputs
 */
record SampledFeatureRows(CandleSeries candles, PriceSeries series, int[] at, double[][] inputs) {
  /** A prediction this many times the largest past move is an error of unit or target. */
  private static final double IMPLAUSIBLE = 2;

  static SampledFeatureRows of(CandleSeries candles, List<String> names, int count) {
    FeatureSet features = FeatureSet.of(names);
    PriceSeries series = PriceSeries.of(candles);
    int first = features.minBars(candles.step()) - 1;
    if (series.size() < first + count) {
      throw new IllegalArgumentException(
          "its features need %d candles, there are %d".formatted(first + count, series.size()));
    }
    int[] at =
        IntStream.range(0, count)
            .map(i -> first + (int) ((series.size() - 1L - first) * i / (count - 1)))
            .toArray();
    double[][] inputs =
        IntStream.of(at).mapToObj(t -> features.rows(series, t, t + 1)[0]).toArray(double[][]::new);
    return new SampledFeatureRows(candles, series, at, inputs);
  }

  /** Rows of a random walk of each pair that the features read, where nobody gave candles. */
  static SampledFeatureRows ofInventedMarket(List<String> names, int count) {
    FeatureSet features = FeatureSet.of(names);
    Duration step = TopicSpec.HOUR;
    try {
      features.minBars(step);
    } catch (IllegalArgumentException e) {
      step = Duration.ofMinutes(1); // some windows are no whole hours
    }
    int bars = features.minBars(step) + 10 * count;
    CandleSeries candles = randomWalk("invented", step, bars);
    for (String pair : features.pairs()) {
      candles = candles.withOther(randomWalk(pair, step, bars));
    }
    return of(candles, names, count);
  }

  private static CandleSeries randomWalk(String pair, Duration step, int bars) {
    Random random = new Random(pair.hashCode());
    List<Candle> walk = new ArrayList<>();
    double open = 30_000;
    for (int i = 0; i < bars; i++) {
      double close = open * Math.exp(0.005 * random.nextGaussian());
      double high = Math.max(open, close) * Math.exp(0.001 * random.nextDouble());
      double low = Math.min(open, close) * Math.exp(-0.001 * random.nextDouble());
      double volume = 200 * Math.exp(random.nextGaussian());
      Instant time = Instant.EPOCH.plus(step.multipliedBy(i));
      walk.add(new Candle(time, open, high, low, close, volume));
      open = close;
    }
    return new CandleSeries(pair, step, new DataOrigin.SimulatedMarket("walk"), walk);
  }

  /**
   * Checks the predictions.
   *
   * @throws IllegalArgumentException if one is far outside the past moves of the pair
   */
  void requirePlausible(List<ModelSample> answers, PredictionTarget target, Duration horizon) {
    int bars = Math.toIntExact(horizon.dividedBy(candles.step()));
    double largest =
        IntStream.range(bars, series.size())
            .mapToDouble(t -> Math.abs(series.logReturn(t, bars)))
            .max()
            .orElseThrow(() -> new IllegalArgumentException("the candles end within a horizon"));
    for (int i = 0; i < at.length; i++) {
      double answer = answers.get(i).answer();
      double close = candles.bars().get(at[i]).close();
      double move = target == PredictionTarget.PRICE ? Math.log(answer / close) : answer;
      if (!(Math.abs(move) <= IMPLAUSIBLE * largest)) {
        Instant time = candles.bars().get(at[i]).time();
        throw new IllegalArgumentException(
            "it predicts %s for the row of %s, a %s; in %d candles no move over %d of them was larger than %.3g: check unit, target and features"
                .formatted(answer, time, describe(target, close), series.size(), bars, largest));
      }
    }
  }

  private static String describe(PredictionTarget target, double close) {
    return target == PredictionTarget.PRICE ? "price after " + close : "log-return";
  }
}
