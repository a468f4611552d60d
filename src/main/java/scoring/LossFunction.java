package scoring;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;

/**
 * How far a prediction is from the truth, by the method that a topic names. What a reputer reports
 * is the logarithm of it to base ten, where the method is never negative, else the loss itself.
 */
public final class LossFunction {
  /** A loss of exactly 0 has no logarithm; the least that is reported is that of this. */
  public static final double FLOOR = 1e-30;

  private static final Map<String, String> ALIASES =
      Map.ofEntries(
          Map.entry("mse", "sqe"),
          Map.entry("squared_error", "sqe"),
          Map.entry("se", "sqe"),
          Map.entry("mae", "abse"),
          Map.entry("absolute_error", "abse"),
          Map.entry("ae", "abse"),
          Map.entry("huber_loss", "huber"),
          Map.entry("log_cosh", "logcosh"),
          Map.entry("logcosh_loss", "logcosh"),
          Map.entry("binary_cross_entropy", "bce"),
          Map.entry("bce_loss", "bce"),
          Map.entry("poisson_loss", "poisson"),
          Map.entry("ztae_loss", "ztae"),
          Map.entry("z_transformed_absolute_error", "ztae"),
          Map.entry("zptae_loss", "zptae"),
          Map.entry("z_power_tanh_absolute_error", "zptae"));

  private final DoubleFunction<DoubleUnaryOperator> formula;
  private final boolean neverNegative;

  private LossFunction(DoubleFunction<DoubleUnaryOperator> formula, boolean neverNegative) {
    this.formula = formula;
    this.neverNegative = neverNegative;
  }

  private static LossFunction plain(DoubleBinaryOperator formula, boolean neverNegative) {
    return new LossFunction(t -> p -> formula.applyAsDouble(t, p), neverNegative);
  }

  /**
   * The function of a topic's method.
   *
   * @param sigma standard deviation of what is predicted, which some methods measure by
   * @return empty where there is no public formula of that name
   * @throws IllegalArgumentException if the method needs a standard deviation and has none
   */
  public static Optional<LossFunction> of(String method, OptionalDouble sigma) {
    String name = nameOf(method);
    return switch (name) {
      case "sqe" -> Optional.of(plain((t, p) -> (t - p) * (t - p), true));
      case "abse" -> Optional.of(plain((t, p) -> Math.abs(t - p), true));
      case "huber" -> Optional.of(plain(LossFunction::huber, true));
      case "logcosh" -> Optional.of(plain(LossFunction::logCosh, true));
      case "bce" -> Optional.of(plain(LossFunction::crossEntropy, true));
      case "poisson" -> Optional.of(plain(LossFunction::poisson, false));
      default -> isScaled(name) ? Optional.of(ofScaled(name, sigma)) : Optional.empty();
    };
  }

  /** Whether the method measures by a standard deviation. */
  public static boolean isScaled(String method) {
    return List.of("ztae", "zptae", "czar").contains(nameOf(method));
  }

  private static String nameOf(String method) {
    String low = method.strip().toLowerCase(Locale.ROOT);
    return ALIASES.getOrDefault(low, low);
  }

  private static LossFunction ofScaled(String name, OptionalDouble sigma) {
    double scale =
        sigma.orElseThrow(
            () -> new IllegalArgumentException("method " + name + " needs a standard deviation"));
    DoubleFunction<DoubleUnaryOperator> ofScaled =
        switch (name) {
          case "ztae" -> t -> p -> Math.abs(Math.tanh(t) - Math.tanh(p));
          case "zptae" -> StandardizedLossFunctions::powerTanh;
          default -> StandardizedLossFunctions::czar;
        };
    return new LossFunction(t -> new Rescaled(ofScaled.apply(t / scale), scale), true);
  }

  private record Rescaled(DoubleUnaryOperator loss, double scale) implements DoubleUnaryOperator {
    @Override
    public double applyAsDouble(double prediction) {
      return loss.applyAsDouble(prediction / scale);
    }
  }

  /** The loss of predictions of one truth, for who asks about several of them. */
  public DoubleUnaryOperator against(double truth) {
    return formula.apply(truth);
  }

  /** Whether the chain expects the logarithm. */
  public boolean isNeverNegative() {
    return neverNegative;
  }

  /**
   * @throws IllegalArgumentException if the method is not defined there, or gives no finite number
   */
  public double loss(double truth, double prediction) {
    double loss = against(truth).applyAsDouble(prediction);
    if (!Double.isFinite(loss)) {
      throw new IllegalArgumentException(
          "the loss of " + prediction + " against " + truth + " is " + loss);
    }
    return loss;
  }

  /** The number that goes into the bundle, not yet in the chain's spelling. */
  public BigDecimal reported(double truth, double prediction) {
    return reported(BigDecimal.valueOf(loss(truth, prediction)), neverNegative);
  }

  /** How its losses are reported, for people. */
  public String unit() {
    return neverNegative ? "as log10, a loss of 0 as that of " + FLOOR : "as they are";
  }

  /**
   * The same of a loss that somebody else computed.
   *
   * @throws IllegalArgumentException if it is negative against his word
   */
  public static BigDecimal reported(BigDecimal loss, boolean neverNegative) {
    if (neverNegative && loss.signum() < 0) {
      throw new IllegalArgumentException("a loss of " + loss + " is below 0");
    }
    return neverNegative
        ? BigDecimal.valueOf(Math.log10(Math.max(loss.doubleValue(), FLOOR)))
        : loss;
  }

  private static double huber(double truth, double prediction) {
    double error = Math.abs(truth - prediction);
    return error <= 1 ? 0.5 * error * error : error - 0.5;
  }

  private static double logCosh(double truth, double prediction) {
    double error = Math.abs(prediction - truth);
    return error > 20 ? error - Math.log(2) : Math.log(Math.cosh(error));
  }

  private static double crossEntropy(double truth, double prediction) {
    requireRange(truth >= 0 && truth <= 1 && prediction >= 0 && prediction <= 1, "0 to 1");
    double q = Math.min(1 - 1e-15, Math.max(1e-15, prediction));
    return Math.max(0, -(truth * Math.log(q) + (1 - truth) * Math.log(1 - q)));
  }

  private static double poisson(double truth, double prediction) {
    requireRange(truth >= 0 && prediction >= 0, "0 and more");
    double q = Math.max(prediction, 1e-7);
    return q - truth * Math.log(q);
  }

  private static void requireRange(boolean inside, String range) {
    if (!inside) {
      throw new IllegalArgumentException("the method is defined for truths and values of " + range);
    }
  }
}
