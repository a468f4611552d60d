package scoring;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.ToDoubleFunction;
import scoring.BlockBootstrap.IntervalEstimate;

/**
 * What the submissions of a month, or of all time, were worth.
 *
 * @param loss mean loss by the method that was asked for
 * @param skill 1 less the loss over that of "no change"
 * @param compared submissions for whose epoch the network's inference is known
 * @param lead 1 less the loss over that of the network, on those
 */
public record PeriodScore(
    String period,
    int windows,
    double rmse,
    double mae,
    IntervalEstimate loss,
    IntervalEstimate skill,
    int compared,
    IntervalEstimate lead) {
  /** Fewer independent targets than this make no interval. */
  private static final int MIN_HORIZONS = 10;

  /**
   * One submission.
   *
   * @param error prediction less truth
   * @param own loss of it
   * @param naive loss of "no change"
   * @param network loss of the network's inference, or NaN
   */
  public record PredictionLosses(
      Instant opened, double error, double own, double naive, double network) {}

  /**
   * @param all oldest first, at least one
   * @param horizon of the target: submissions closer than that share a part of their truth
   */
  public static PeriodScore of(String period, List<PredictionLosses> all, Duration horizon) {
    List<PredictionLosses> compared =
        all.stream().filter(it -> !Double.isNaN(it.network())).toList();
    return new PeriodScore(
        period,
        all.size(),
        Math.sqrt(all.stream().mapToDouble(it -> it.error() * it.error()).average().orElseThrow()),
        all.stream().mapToDouble(it -> Math.abs(it.error())).average().orElseThrow(),
        estimate(all, it -> 1, horizon, s -> s[0] / s[1]),
        skill(all, PredictionLosses::naive, horizon),
        compared.size(),
        skill(compared, PredictionLosses::network, horizon));
  }

  /** 1 less the ratio of the losses; a loss that may be negative has none. */
  private static IntervalEstimate skill(
      List<PredictionLosses> all, ToDoubleFunction<PredictionLosses> other, Duration horizon) {
    return estimate(all, other, horizon, s -> s[1] > 0 ? 1 - s[0] / s[1] : Double.NaN);
  }

  /**
   * @param figure of the sum of the own losses and that of the others; its interval is NaN where
   *     there is too little
   */
  private static IntervalEstimate estimate(
      List<PredictionLosses> all,
      ToDoubleFunction<PredictionLosses> other,
      Duration horizon,
      ToDoubleFunction<double[]> figure) {
    if (all.isEmpty()) {
      return new IntervalEstimate(Double.NaN, Double.NaN, Double.NaN);
    }
    double[][] losses = {
      all.stream().mapToDouble(PredictionLosses::own).toArray(),
      all.stream().mapToDouble(other).toArray()
    };
    Duration span = Duration.between(all.get(0).opened(), all.get(all.size() - 1).opened());
    double horizons = (double) span.toSeconds() / horizon.toSeconds();
    int block = (int) Math.ceil(2 * all.size() / Math.max(1, horizons));
    IntervalEstimate found =
        new BlockBootstrap(all.size(), block, 67).resample(losses).estimate(figure);
    return horizons < MIN_HORIZONS
        ? new IntervalEstimate(found.value(), Double.NaN, Double.NaN)
        : found;
  }
}
