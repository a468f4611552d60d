package routes;

import domain.Failure;
import org.apache.camel.builder.RouteBuilder;

/**
 * One answer per epoch, one instance per topic. Up to the claim everything may be tried again while
 * the window is open; after it there is one value for this window, for ever.
 */
public final class PredictionRoute extends RouteBuilder {
  /** Exchange property with the {@code Window} being answered; logs carry it. */
  public static final String WINDOW = "window";

  /** Exchange property with the topic the cycle is for, a {@code TopicPlan}. */
  static final String TOPIC = "topic";

  static final String CANDLES = "candles";

  /**
   * Exchange property with the part of the return that has already happened, a {@code KnownPart}.
   */
  static final String KNOWN = "known";

  /** Exchange property with the features of the cycle. */
  static final String ROW = "row";

  /** Exchange property with the network's own inference, an {@code OptionalDouble}. */
  static final String CONSENSUS = "consensus";

  @Override
  public void configure() {
    routeTemplate("prediction")
        .templateParameter("topic")
        .templateParameter("trigger")
        .from("{{trigger}}")
        .onException(Failure.Wait.class)
        .onWhen(method("lastResort", "due"))
        .handled(true)
        .logExhausted(false)
        .setBody(method("lastResort", "answer"))
        .bean("claims")
        .bean("lastResort", "note")
        .to(SubmissionRoute.ENDPOINT)
        .end()
        .routeDescription("one answer per epoch for topic {{topic}}")
        .filter(method("patrol", "due({{topic}})"))
        .setProperty(TOPIC, method("topics", "spec({{topic}})"))
        .filter(method("openings", "running"))
        .bean("referee", "arrive")
        .to("allora:windows?topic={{topic}}")
        .bean("referee", "passed")
        .setProperty(WINDOW, method("openings", "next"))
        .filter()
        .method("openings", "due")
        .enrich("direct:market")
        .setProperty(CANDLES, body())
        .enrich("direct:known-part", Inputs::besides)
        .bean("features")
        .setProperty(ROW, body())
        .choice()
        .when(method("predictor", "here"))
        .bean("predictor", "predict")
        .otherwise()
        .to(ModelServerRoute.ENDPOINT)
        .end()
        .choice()
        .when(method("guard", "comparing"))
        .enrich("allora:consensus?topic={{topic}}", Judgement::besides)
        .end()
        .bean("guard", "judge")
        .bean("claims")
        .to(SubmissionRoute.ENDPOINT)
        .end()
        .end()
        .end();
  }
}
