package scoring;

import domain.ValueBundle;
import domain.ValueBundle.Part;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import scoring.BlockBootstrap.IntervalEstimate;

/**
 * Judges forecasts of losses on recorded ones, walking forward: the losses of each nonce are
 * forecast from those of the nonces before it. The naive one expects of everybody the mean of all.
 */
public final class ForecastTrial {
  public static final String NAIVE = "mean of all";

  private static final long SEED = 67;

  private ForecastTrial() {}

  /** Something that expects a loss of each worker. */
  @FunctionalInterface
  public interface LossForecaster {
    Map<String, Double> expected(LossForecast past, List<String> workers);
  }

  /**
   * How one fared.
   *
   * @param losses that were forecast
   * @param meanError mean absolute error, in the unit of the losses
   * @param skill 1 less the ratio of its squared errors to the naive ones, with its 95 % interval
   */
  public record ForecastScore(
      String name, long losses, double meanError, double rootError, IntervalEstimate skill) {}

  /** Sums of one nonce. */
  private record Errors(double absolute, double square, double naiveSquare, int count) {}

  /**
   * @param recorded the network's losses by nonce
   * @param forecasters beside the naive one and the last loss of each
   * @return in the given order, behind the two baselines; none before the second nonce
   */
  public static List<ForecastScore> judge(
      SortedMap<Long, ValueBundle> recorded, Map<String, LossForecaster> forecasters) {
    Map<String, LossForecaster> all = new LinkedHashMap<>();
    all.put(NAIVE, (past, workers) -> column(past, workers, "mean_of_all"));
    all.put("last loss", (past, workers) -> column(past, workers, "last_loss"));
    all.putAll(forecasters);
    Map<String, List<Errors>> errors = new LinkedHashMap<>();
    LossForecast past = new LossForecast();
    recorded.forEach(
        (nonce, losses) -> {
          if (!past.isEmpty()) {
            all.forEach(
                (name, it) ->
                    errors
                        .computeIfAbsent(name, any -> new ArrayList<>())
                        .add(errors(it, past, losses.list(Part.INFERERS))));
          }
          past.observe(nonce, losses);
        });
    return errors.entrySet().stream().map(it -> score(it.getKey(), it.getValue())).toList();
  }

  private static Map<String, Double> column(LossForecast past, List<String> workers, String input) {
    Map<String, Double> losses = new LinkedHashMap<>();
    workers.forEach(it -> losses.put(it, past.inputs(it, List.of(input))[0]));
    return losses;
  }

  private static Errors errors(
      LossForecaster forecaster, LossForecast past, Map<String, String> truth) {
    List<String> workers = List.copyOf(truth.keySet());
    Map<String, Double> said = forecaster.expected(past, workers);
    Map<String, Double> naive = column(past, workers, "mean_of_all");
    double absolute = 0;
    double square = 0;
    double naiveSquare = 0;
    for (String worker : workers) {
      double loss = Double.parseDouble(truth.get(worker));
      double error = said.get(worker) - loss;
      absolute += Math.abs(error);
      square += error * error;
      naiveSquare += Math.pow(naive.get(worker) - loss, 2);
    }
    return new Errors(absolute, square, naiveSquare, workers.size());
  }

  private static ForecastScore score(String name, List<Errors> errors) {
    double[][] columns = {
      errors.stream().mapToDouble(Errors::square).toArray(),
      errors.stream().mapToDouble(Errors::naiveSquare).toArray()
    };
    int block = (int) Math.max(1, Math.round(Math.sqrt(errors.size())));
    long count = errors.stream().mapToLong(Errors::count).sum();
    double squares = errors.stream().mapToDouble(Errors::square).sum();
    return new ForecastScore(
        name,
        count,
        errors.stream().mapToDouble(Errors::absolute).sum() / count,
        Math.sqrt(squares / count),
        new BlockBootstrap(errors.size(), block, SEED)
            .resample(columns)
            .estimate(it -> it[1] == 0 ? 0 : 1 - it[0] / it[1]));
  }
}
