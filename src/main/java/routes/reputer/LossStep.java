package routes.reputer;

import base.BoundedNumbers;
import base.Sha256Hex;
import chain.model.CanonicalDecimals;
import domain.Claim;
import domain.Failure;
import domain.FailureReason;
import domain.Provenance;
import domain.TopicSpec;
import domain.ValueBundle;
import domain.ValueBundle.Part;
import domain.Window;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.allora.WorkerClients;
import routes.reputer.ReputerPlan.ReputerRegistry;
import routes.topic.ExchangeProperties;
import scoring.LossFunction;
import scoring.RealisedTarget;

/**
 * Inferences and truth to the losses that are claimed: one for each number of the network's answer,
 * in its order.
 */
public class LossStep {
  /** Exchange property with the {@link RealisedTarget}. */
  public static final String TRUTH = "truth";

  private static final Logger LOG = LoggerFactory.getLogger(LossStep.class);
  private static final int CONFIGURATION = 78;

  /** The chain computes with as many. */
  private static final MathContext DIGITS = MathContext.DECIMAL128;

  private final ReputerRegistry topics;
  private final WorkerClients workers;
  private final String codeVersion;

  public LossStep(ReputerRegistry topics, WorkerClients workers, String codeVersion) {
    this.topics = topics;
    this.workers = workers;
    this.codeVersion = codeVersion;
  }

  /**
   * @throws Failure.Stop if the topic's method is none that can be computed here
   * @throws Failure.Retry if it is not defined for a number of the bundle
   */
  public Claim computeLosses(
      @ExchangeProperty(ExchangeProperties.TOPIC) TopicSpec topic,
      @ExchangeProperty(ExchangeProperties.WINDOW) Window window,
      @ExchangeProperty(TRUTH) RealisedTarget truth,
      @Body ValueBundle inferences) {
    String method = workers.forTopic(topic.id()).reputer().lossMethod(topic.id());
    LossFunction function = requireFunction(topics.plan(topic.id()), method);
    ValueBundle losses;
    try {
      losses = inferences.map(number -> reported(function, truth.value(), number));
    } catch (IllegalArgumentException e) {
      throw new Failure.Retry(
          FailureReason.GUARD, window + ": no losses by method " + method + ": " + e.getMessage());
    }
    LOG.info(
        "{}: truth {} ({}), {} of {} inferers, combined loss {}",
        window,
        truth.value(),
        truth.note(),
        method,
        losses.list(Part.INFERERS).size(),
        losses.combined());
    return new Claim(window, losses.toText(), provenance(truth, inferences, method));
  }

  /**
   * The topic's own method.
   *
   * @throws Failure.Stop if there is no public formula for it, or it needs a setting
   */
  public static LossFunction requireFunction(ReputerPlan plan, String method) {
    String about = "topic " + plan.spec().id() + ": losses by method '" + method + "' ";
    try {
      return LossFunction.of(method, plan.sigma())
          .orElseThrow(
              () -> unsuitable(about + "have no public formula: leave its role at worker"));
    } catch (IllegalArgumentException e) {
      throw unsuitable(
          about
              + "need the standard deviation of what is predicted: set topic."
              + plan.spec().id()
              + ".loss-sigma");
    }
  }

  private static Failure.Stop unsuitable(String sentence) {
    return new Failure.Stop(FailureReason.TOPIC_UNSUITABLE, CONFIGURATION, sentence);
  }

  private static String reported(LossFunction function, double truth, String number) {
    double prediction = BoundedNumbers.parseDouble(number);
    return CanonicalDecimals.toCanonical(
        function.reported(truth, prediction).round(DIGITS).toString());
  }

  private Provenance provenance(RealisedTarget truth, ValueBundle inferences, String method) {
    byte[] said = inferences.toText().getBytes(StandardCharsets.UTF_8);
    return new Provenance(
        truth.origin(),
        truth.newest(),
        inferences.numbers().size(),
        Sha256Hex.of(said),
        "loss:" + method,
        codeVersion,
        truth.value() + " (" + truth.origin().source() + ")");
  }
}
