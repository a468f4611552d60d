package routes.reputer;

import chain.model.CanonicalDecimals;
import chain.model.SubmittedValue;
import domain.Failure;
import domain.FailureReason;
import domain.ValueBundle;
import domain.Window;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import scoring.GroundTruth;
import scoring.LossFunction;
import scoring.LossService;

/** What a loss service is still to be asked for one bundle: each different number once. */
public final class LossRequests {
  private static final int MOST_FAULTS = 3;

  private final LossService service;
  private final String method;
  private final Window window;
  private final GroundTruth truth;
  private final ValueBundle inferences;
  private final Deque<String> left;
  private final Map<String, BigDecimal> losses = new HashMap<>();
  private Optional<Boolean> neverNegative;
  private int faults;

  LossRequests(
      LossService service,
      String method,
      Window window,
      GroundTruth truth,
      ValueBundle inferences) {
    this.service = service;
    this.method = method;
    this.window = window;
    this.truth = truth;
    this.inferences = inferences;
    this.left = new ArrayDeque<>(new LinkedHashSet<>(inferences.numbers()));
    this.neverNegative = service.neverNegative();
  }

  public boolean isUnfinished() {
    return !left.isEmpty();
  }

  public String address() {
    return neverNegative.isEmpty() ? service.signAddress() : service.lossAddress();
  }

  public String body() {
    if (neverNegative.isEmpty()) {
      return service.signRequest(method);
    }
    String prediction = left.getFirst();
    return truth.labels().isEmpty()
        ? service.lossRequest(method, CanonicalDecimals.toCanonical(truth.value()), prediction)
        : labelledBody(labels(prediction));
  }

  /** One label alone goes by the chain's usual name for a number. */
  private static Map<String, String> labels(String prediction) {
    Map<String, String> labels = SubmittedValue.parse(prediction).labels();
    return labels.isEmpty() ? Map.of("y", prediction) : labels;
  }

  /** The chain's spelling of the labels goes for both; each must be in both. */
  private String labelledBody(Map<String, String> prediction) {
    Map<String, String> known = new HashMap<>();
    truth.labels().forEach((k, v) -> known.put(plain(k), CanonicalDecimals.toCanonical(v)));
    Map<String, String> expected = new LinkedHashMap<>();
    prediction.keySet().forEach(it -> expected.put(it, known.get(plain(it))));
    if (expected.containsValue(null) || expected.size() != known.size()) {
      throw new Failure.Retry(
          FailureReason.BAD_DATA,
          window
              + ": the truth has the labels "
              + truth.labels().keySet()
              + ", the network's inferences have "
              + prediction.keySet());
    }
    return service.lossRequest(method, expected, prediction);
  }

  private static String plain(String label) {
    return label.strip().toLowerCase(Locale.ROOT);
  }

  /**
   * Takes the answer to what was asked last.
   *
   * @throws Failure.Retry if it is none
   */
  public void accept(int status, String answer) {
    if (neverNegative.isEmpty()) {
      neverNegative = Optional.of(LossService.parseSign(window.topic(), status, answer));
    } else {
      BigDecimal loss = LossService.parseLoss(window.topic(), status, answer);
      losses.put(left.removeFirst(), loss);
    }
    faults = 0;
  }

  /**
   * The connection broke.
   *
   * @throws Failure.Retry if it did so too often in a row
   */
  public void countFault(String what) {
    faults++;
    if (faults == MOST_FAULTS) {
      throw new Failure.Retry(
          FailureReason.MODEL,
          "topic %d: the loss service does not answer (%s); look at the service"
              .formatted(window.topic(), what));
    }
  }

  ValueBundle inferences() {
    return inferences;
  }

  /**
   * @throws IllegalArgumentException for a negative loss of a method that has none
   */
  BigDecimal reported(String prediction) {
    return LossFunction.reported(losses.get(prediction), neverNegative.orElseThrow());
  }
}
