package routes;

import domain.Failure;
import org.apache.camel.builder.RouteBuilder;

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
        .setProperty(ExchangeProperties.TOPIC, method("topics", "spec({{topic}})"))
        .filter(method("openings", "running"))
        .bean("referee", "arrive")
        .to("allora:windows?topic={{topic}}")
        .bean("referee", "passed")
        .setProperty(ExchangeProperties.WINDOW, method("openings", "next"))
        .filter()
        .method("openings", "due")
        .enrich("direct:market")
        .setProperty(ExchangeProperties.CANDLES, body())
        .enrich("direct:known-part", Inputs::besides)
        .bean("features")
        .setProperty(ExchangeProperties.ROW, body())
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
