package scoring;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.ToDoubleFunction;
import scoring.BlockBootstrap.IntervalEstimate;

/**
 * What the submissions of a month, or of all time, were worth.
 *
 * @param skill 1 less the squared error over that of "no change"
 * @param compared submissions for whose epoch the network's inference is known
 * @param lead 1 less the squared error over that of the network, on those
 */
public record PeriodScore(
    String period,
    int windows,
    double rmse,
    double mae,
    IntervalEstimate skill,
    int compared,
    IntervalEstimate lead) {
  /** Fewer independent targets than this make no interval. */
  private static final int MIN_HORIZONS = 10;

  /** Errors of one submission: its own, that of "no change", and the network's or NaN. */
  public record PredictionErrors(Instant opened, double own, double naive, double network) {}

  /**
   * @param errors oldest first, at least one
   * @param horizon of the target: submissions closer than that share a part of their truth
   */
  public static PeriodScore of(String period, List<PredictionErrors> errors, Duration horizon) {
    List<PredictionErrors> compared =
        errors.stream().filter(it -> !Double.isNaN(it.network())).toList();
    return new PeriodScore(
        period,
        errors.size(),
        Math.sqrt(errors.stream().mapToDouble(it -> it.own() * it.own()).average().orElseThrow()),
        errors.stream().mapToDouble(it -> Math.abs(it.own())).average().orElseThrow(),
        skill(errors, PredictionErrors::naive, horizon),
        compared.size(),
        skill(compared, PredictionErrors::network, horizon));
  }

  /** 1 less the ratio of the squared errors; its interval is NaN where there is too little. */
  private static IntervalEstimate skill(
      List<PredictionErrors> errors, ToDoubleFunction<PredictionErrors> other, Duration horizon) {
    if (errors.isEmpty()) {
      return new IntervalEstimate(Double.NaN, Double.NaN, Double.NaN);
    }
    double[][] squares = {
      errors.stream().mapToDouble(it -> it.own() * it.own()).toArray(),
      errors.stream().mapToDouble(it -> Math.pow(other.applyAsDouble(it), 2)).toArray()
    };
    Duration span =
        Duration.between(errors.get(0).opened(), errors.get(errors.size() - 1).opened());
    double horizons = (double) span.toSeconds() / horizon.toSeconds();
    int block = (int) Math.ceil(2 * errors.size() / Math.max(1, horizons));
    IntervalEstimate found =
        new BlockBootstrap(errors.size(), block, 67)
            .resample(squares)
            .estimate(s -> 1 - s[0] / s[1]);
    return horizons < MIN_HORIZONS
        ? new IntervalEstimate(found.value(), Double.NaN, Double.NaN)
        : found;
  }
}
