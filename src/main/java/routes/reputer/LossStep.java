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
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.allora.WorkerClients;
import routes.reputer.ReputerPlan.ReputerRegistry;
import routes.topic.ExchangeProperties;
import scoring.GroundTruth;
import scoring.LossFunction;
import scoring.LossService;

/**
 * Inferences and truth to the losses that are claimed: one for each number of the network's answer,
 * in its order.
 */
public class LossStep {
  /** Exchange property with the {@link GroundTruth}. */
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

  /** Whether the topic's losses are computed in this process. */
  public boolean isComputedHere(@ExchangeProperty(ExchangeProperties.TOPIC) TopicSpec topic) {
    return topics.plan(topic.id()).lossService().isEmpty();
  }

  /**
   * @throws Failure.Stop if the topic's method is none that can be computed here
   * @throws Failure.Retry if it is not defined for a number of the bundle
   */
  public Claim computeLosses(
      @ExchangeProperty(ExchangeProperties.TOPIC) TopicSpec topic,
      @ExchangeProperty(ExchangeProperties.WINDOW) Window window,
      @ExchangeProperty(TRUTH) GroundTruth truth,
      @Body ValueBundle inferences) {
    String method = lossMethod(topic);
    LossFunction function = requireFunction(topics.plan(topic.id()), method);
    return claim(
        window,
        truth,
        inferences,
        "loss:" + method,
        it -> function.reported(truth.value(), BoundedNumbers.parseDouble(it)));
  }

  /** What the topic's loss service is to be asked. */
  public LossRequests beginRequests(
      @ExchangeProperty(ExchangeProperties.TOPIC) TopicSpec topic,
      @ExchangeProperty(ExchangeProperties.WINDOW) Window window,
      @ExchangeProperty(TRUTH) GroundTruth truth,
      @Body ValueBundle inferences) {
    LossService service = topics.plan(topic.id()).lossService().orElseThrow();
    return new LossRequests(service, lossMethod(topic), window, truth, inferences);
  }

  /** The claim, once the service has answered everything. */
  public Claim takeLosses(
      @ExchangeProperty(ExchangeProperties.TOPIC) TopicSpec topic,
      @ExchangeProperty(ExchangeProperties.WINDOW) Window window,
      @ExchangeProperty(TRUTH) GroundTruth truth,
      @Body LossRequests asked) {
    return claim(
        window, truth, asked.inferences(), "loss-url:" + lossMethod(topic), asked::reported);
  }

  private String lossMethod(TopicSpec topic) {
    return workers.forTopic(topic.id()).reputer().lossMethod(topic.id());
  }

  private Claim claim(
      Window window,
      GroundTruth truth,
      ValueBundle inferences,
      String source,
      Function<String, BigDecimal> reported) {
    ValueBundle losses;
    try {
      losses = inferences.map(number -> toText(reported.apply(number)));
    } catch (IllegalArgumentException e) {
      throw new Failure.Retry(
          FailureReason.GUARD, window + ": no losses by " + source + ": " + e.getMessage());
    }
    LOG.info(
        "{}: truth {} ({}), {} of {} inferers, combined loss {}",
        window,
        truth.text(),
        truth.note(),
        source,
        losses.list(Part.INFERERS).size(),
        losses.combined());
    warnOfFloor(window, losses);
    return new Claim(window, losses.toText(), provenance(truth, inferences, source));
  }

  private static void warnOfFloor(Window window, ValueBundle losses) {
    String least = toText(LossFunction.reported(BigDecimal.ZERO, true));
    long floored = losses.numbers().stream().filter(least::equals).count();
    if (floored > 0) {
      LOG.warn(
          "{}: {} losses of 0 have no logarithm; reported as those of {}",
          window,
          floored,
          LossFunction.FLOOR);
    }
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
              () ->
                  unsuitable(
                      about
                          + "have no public formula: name a service in topic."
                          + plan.spec().id()
                          + ".loss-url"));
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

  private static String toText(BigDecimal loss) {
    return CanonicalDecimals.toCanonical(loss.round(DIGITS).toString());
  }

  private Provenance provenance(GroundTruth truth, ValueBundle inferences, String source) {
    byte[] said = inferences.toText().getBytes(StandardCharsets.UTF_8);
    return new Provenance(
        truth.origin(),
        truth.newest(),
        inferences.numbers().size(),
        Sha256Hex.of(said),
        source,
        codeVersion,
        truth.text() + " (" + truth.origin().source() + ")");
  }
}
