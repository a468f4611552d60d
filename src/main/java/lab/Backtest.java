package lab;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A walk-forward comparison: every contestant answers every hourly origin and is scored where the
 * truth is known. There is no random split on purpose: neighbouring hours share their target.
 */
public record Backtest(Trial trial, List<Entry> entries) {
  private static final int YEAR = 8_760;
  private static final int FORTNIGHT = 336;

  /** One contestant's answers, one per origin of the trial, and how they fared. */
  public record Entry(Scorecard card, double[] predictions, List<String> remarks) {
    public String name() {
      return card.name();
    }
  }

  public Backtest {
    entries = List.copyOf(entries);
  }

  /**
   * @throws IllegalArgumentException when no origin's target has ended, or a prediction is not
   *     finite
   */
  public static Backtest run(Trial trial, List<Contestant> contestants) {
    int scored = trial.scored();
    if (scored == 0) {
      throw new IllegalArgumentException(
          "no origin's target ends inside the file; the horizon is " + trial.horizon() + " h");
    }
    double[] truths = truths(trial, scored);
    double[] sigmas = sigmas(trial, scored);
    int block = block(trial);
    List<Entry> entries =
        IntStream.range(0, contestants.size())
            .parallel()
            .mapToObj(
                i -> {
                  double[] predictions = finite(contestants.get(i), trial);
                  double[] judged = Arrays.copyOf(predictions, scored);
                  String name = unique(contestants, i);
                  Scorecard card = Scorecard.of(name, truths, judged, sigmas, block);
                  return new Entry(card, predictions, contestants.get(i).remarks(trial));
                })
            .toList();
    return new Backtest(trial, entries);
  }

  /** What was asked, in one sentence. */
  public String summary() {
    return "%d hourly origins from %s to %s, %d of them with a known truth %d h later"
        .formatted(
            trial.size(),
            trial.history().time(trial.from()),
            trial.history().time(trial.to() - 1),
            trial.scored(),
            trial.horizon());
  }

  /** Origins per block of the bootstrap. */
  public int block() {
    return block(trial);
  }

  private static int block(Trial trial) {
    return Math.max(FORTNIGHT, 2 * trial.horizon());
  }

  /** True returns of the scored origins. */
  double[] truths() {
    return truths(trial, trial.scored());
  }

  private static double[] truths(Trial trial, int scored) {
    double[] truths = new double[scored];
    for (int i = 0; i < scored; i++) {
      truths[i] = trial.target(trial.from() + i);
    }
    return truths;
  }

  /** Root mean square of the targets that ended within the year before each origin. */
  private static double[] sigmas(Trial trial, int scored) {
    int horizon = trial.horizon();
    double[] squares = new double[trial.to() + 1];
    for (int t = 0; t < trial.to(); t++) {
      double ended = t < horizon ? 0 : trial.series().change(t, horizon);
      squares[t + 1] = squares[t] + ended * ended;
    }
    double[] sigmas = new double[scored];
    for (int i = 0; i < scored; i++) {
      int t = trial.from() + i + 1;
      int oldest = Math.max(horizon, t - YEAR);
      double mean = (squares[t] - squares[oldest]) / Math.max(1, t - oldest);
      sigmas[i] = Math.sqrt(Math.max(mean, 1e-16));
    }
    return sigmas;
  }

  private static String unique(List<Contestant> contestants, int i) {
    String name = contestants.get(i).name();
    long before = contestants.stream().limit(i).filter(c -> c.name().equals(name)).count();
    return before == 0 ? name : name + " (" + (before + 1) + ")";
  }

  private static double[] finite(Contestant contestant, Trial trial) {
    double[] predictions = contestant.predict(trial);
    for (int i = 0; i < predictions.length; i++) {
      if (!Double.isFinite(predictions[i])) {
        throw new IllegalArgumentException(
            "%s answers %s at %s"
                .formatted(
                    contestant.name(), predictions[i], trial.history().time(trial.from() + i)));
      }
    }
    return predictions;
  }
}
