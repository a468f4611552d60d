package report;

import domain.Score;
import domain.TopicSpec;
import domain.TopicSpec.PredictionTarget;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import journal.entry.Entry;
import scoring.LossFunction;

/**
 * The loss that a topic's submissions are measured by, as its reputers measure it: by the topic's
 * own method, in its own unit. The squared error stands in for a method that is not known, has no
 * public formula, or is not defined for these numbers.
 *
 * @param method that the losses are computed by
 * @param named the topic's own method; empty while the network has not told it
 * @param deviation of the truth, which some methods measure by; empty for the others
 */
public record TopicLoss(
    String method, Optional<String> named, OptionalDouble deviation, LossFunction function) {
  private static final String SQUARED = "mse";

  /**
   * The losses of one submission.
   *
   * @param own of what was submitted
   * @param naive of "no change"
   * @param network of the network's own inference; NaN where it is not known or not defined
   */
  public record SubmissionLosses(double own, double naive, double network) {}

  /** By the topic's own method where that is possible. */
  static TopicLoss own(
      TopicSpec topic, List<Entry> scored, Optional<String> named, OptionalDouble sigma) {
    try {
      return named
          .map(it -> of(topic, it, named, scored, sigma))
          .orElseGet(() -> of(topic, SQUARED, named, scored, sigma));
    } catch (IllegalArgumentException e) {
      return of(topic, SQUARED, named, scored, sigma);
    }
  }

  /**
   * @throws IllegalArgumentException if there is no public formula, or it is not defined for these
   */
  static TopicLoss of(
      TopicSpec topic,
      String method,
      Optional<String> named,
      List<Entry> scored,
      OptionalDouble sigma) {
    OptionalDouble scale =
        LossFunction.isScaled(method)
            ? OptionalDouble.of(sigma.orElseGet(() -> deviationOf(scored)))
            : OptionalDouble.empty();
    LossFunction function =
        LossFunction.of(method, scale)
            .orElseThrow(
                () -> new IllegalArgumentException("there is no public formula of loss " + method));
    TopicLoss loss = new TopicLoss(method, named, scale, function);
    scored.forEach(it -> loss.losses(topic, it.score(), Optional.empty()));
    return loss;
  }

  /** Root mean square of what happened, a price's move or a return. */
  private static double deviationOf(List<Entry> scored) {
    double square =
        scored.stream()
            .map(Entry::score)
            .mapToDouble(it -> it.naiveError() * it.naiveError())
            .average()
            .orElse(1);
    return square > 0 ? Math.sqrt(square) : 1;
  }

  /**
   * @param network inference for the same window; a price of 0 or below is none
   * @throws IllegalArgumentException if the method is not defined for the submission
   */
  public SubmissionLosses losses(TopicSpec topic, Score score, Optional<Double> network) {
    double truth = score.truth();
    return new SubmissionLosses(
        function.loss(truth, truth + score.error()),
        function.loss(truth, truth + score.naiveError()),
        network
            .filter(it -> topic.target() != PredictionTarget.PRICE || it > 0)
            .map(it -> lossIfDefined(truth, it))
            .orElse(Double.NaN));
  }

  private double lossIfDefined(double truth, double network) {
    try {
      return function.loss(truth, network);
    } catch (IllegalArgumentException e) {
      return Double.NaN;
    }
  }

  /** For people: the method, and why it is this one. */
  String describe() {
    String measured =
        deviation.isPresent()
            ? ", by a standard deviation of %.3g".formatted(deviation.getAsDouble())
            : "";
    if (named.isEmpty()) {
      return method + measured + "; the network has not told the topic's own method yet";
    }
    return method.equals(named.get())
        ? method + measured + ", the topic's own method"
        : method + measured + "; the topic's own is " + named.get();
  }
}
