package routes;

import domain.Failure;
import org.apache.camel.builder.RouteBuilder;
import routes.forecast.ForecastStep;
import routes.step.ClaimStep;
import routes.step.DuplicateWorkerGuard;
import routes.step.FeatureStep;
import routes.step.GuardStep;
import routes.step.LastGoodValueFallback;
import routes.step.LocalModelStep;
import routes.step.PollGate;
import routes.topic.CompetitionCalendar;
import routes.topic.ExchangeProperties;
import routes.topic.LeasedTopics;
import routes.topic.TopicPlan.TopicRegistry;

/**
 * One submission per epoch. Up to the claim everything may be tried again while the window is open;
 * after it there is one value for this window, for ever. A topic has a route of its own for its
 * timer, meters and deadline; the steps stand once, since a thousand copies of them take half a
 * gigabyte and minutes to start.
 */
public final class PredictionRoute extends RouteBuilder {
  /** What a prediction is made with, in the order in which it is asked. */
  public record Steps(
      PollGate pollGate,
      TopicRegistry topics,
      CompetitionCalendar windows,
      LeasedTopics held,
      DuplicateWorkerGuard duplicateGuard,
      FeatureStep features,
      LocalModelStep model,
      GuardStep guard,
      ForecastStep forecast,
      ClaimStep claim,
      LastGoodValueFallback fallback) {}

  private final Steps steps;

  public PredictionRoute(Steps steps) {
    this.steps = steps;
  }

  @Override
  public void configure() {
    routeTemplate("prediction")
        .templateParameter("topic")
        .templateParameter("trigger")
        .from("{{trigger}}")
        .routeDescription("one submission per epoch for topic {{topic}}")
        .filter(method(steps.pollGate, "beginPollIfDue({{topic}})"))
        .setProperty(ExchangeProperties.TOPIC, method(steps.topics, "spec({{topic}})"))
        .to("direct:prediction")
        .end();

    from("direct:prediction")
        .routeId("prediction")
        .onException(Failure.Retry.class)
        .onWhen(method(steps.fallback, "isDue"))
        .handled(true)
        .logExhausted(false)
        .setBody(method(steps.fallback, "lastGoodPrediction"))
        .bean(steps.claim, "createClaim")
        .bean(steps.fallback, "recordUse")
        .to(SubmissionRoute.ENDPOINT)
        .end()
        .routeDescription("window, candles, features, model and guard, claim; of whichever topic")
        .filter(method(steps.windows, "updateRunning"))
        .filter(method(steps.held, "isHeldOrUnknown"))
        .bean(steps.duplicateGuard, "checkAtStart")
        .to("allora:windows")
        .bean(steps.duplicateGuard, "recordPassedEpochs")
        .setProperty(ExchangeProperties.CHOICE, method(steps.windows, "selectWindow"))
        .setProperty(ExchangeProperties.WINDOW, simple("${exchangeProperty.choice.window}"))
        .filter(simple("${exchangeProperty.choice.due}"))
        .choice()
        .when(method(steps.model, "isServedLocally"))
        .setProperty(ExchangeProperties.OTHER_PAIRS, method(steps.features, "otherPairs"))
        .enrich("direct:market")
        .setProperty(ExchangeProperties.CANDLES, body())
        .enrich("direct:known-part", FeatureStep::keepKnownPartAsProperty)
        .bean(steps.features, "buildFeatures")
        .setProperty(ExchangeProperties.ROW, body())
        .bean(steps.model, "predict")
        .otherwise()
        .enrich("direct:market-if-any", FeatureStep::keepCandlesIfAny)
        .bean(steps.features, "buildScale")
        .setProperty(ExchangeProperties.ROW, body())
        .to(ModelServerRoute.ENDPOINT)
        .end()
        .choice()
        .when(method(steps.guard, "needsConsensus"))
        .enrich("allora:consensus", GuardStep::keepConsensusAsProperty)
        .bean(steps.claim, "recordNetworkInference")
        .end()
        .bean(steps.guard, "validate")
        .filter(method(steps.forecast, "isWanted"))
        .to(ForecastRoute.ENDPOINT)
        .end()
        .bean(steps.claim, "createClaim")
        .to(SubmissionRoute.ENDPOINT)
        .end()
        .bean(steps.pollGate, "endPoll(${exchangeProperty.topic.id}, ${exchangeProperty.choice})")
        .end();
  }
}
