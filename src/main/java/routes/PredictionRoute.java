package routes;

import domain.Failure;
import org.apache.camel.builder.RouteBuilder;
import routes.step.FeatureStep;
import routes.step.GuardStep;
import routes.topic.ExchangeProperties;

/**
 * One answer per epoch, one instance per topic. Up to the claim everything may be tried again while
 * the window is open; after it there is one value for this window, for ever.
 */
public final class PredictionRoute extends RouteBuilder {
  @Override
  public void configure() {
    routeTemplate("prediction")
        .templateParameter("topic")
        .templateParameter("trigger")
        .from("{{trigger}}")
        .onException(Failure.Retry.class)
        .onWhen(method("lastResort", "isDue"))
        .handled(true)
        .logExhausted(false)
        .setBody(method("lastResort", "lastGoodPrediction"))
        .bean("claims")
        .bean("lastResort", "recordUse")
        .to(SubmissionRoute.ENDPOINT)
        .end()
        .routeDescription("one answer per epoch for topic {{topic}}")
        .filter(method("patrol", "beginPollIfDue({{topic}})"))
        .setProperty(ExchangeProperties.TOPIC, method("topics", "spec({{topic}})"))
        .filter(method("openings", "updateRunning"))
        .bean("referee", "checkAtStart")
        .to("allora:windows?topic={{topic}}")
        .bean("referee", "recordPassedEpochs")
        .setProperty(ExchangeProperties.WINDOW, method("openings", "selectWindow"))
        .filter()
        .method("openings", "beginIfDue")
        .enrich("direct:market")
        .setProperty(ExchangeProperties.CANDLES, body())
        .enrich("direct:known-part", FeatureStep::keepKnownPartAsProperty)
        .bean("features")
        .setProperty(ExchangeProperties.ROW, body())
        .choice()
        .when(method("predictor", "isServedLocally"))
        .bean("predictor", "predict")
        .otherwise()
        .to(ModelServerRoute.ENDPOINT)
        .end()
        .choice()
        .when(method("guard", "needsConsensus"))
        .enrich("allora:consensus?topic={{topic}}", GuardStep::keepConsensusAsProperty)
        .end()
        .bean("guard", "validate")
        .bean("claims")
        .to(SubmissionRoute.ENDPOINT)
        .end()
        .end()
        .end();
  }
}
