package routes;

import org.apache.camel.builder.RouteBuilder;
import routes.step.ScoringStep;
import routes.topic.ExchangeProperties;

/**
 * Scores accepted submissions once the ground truth is known, each against the candles of its pair.
 */
public final class ScoringRoute extends RouteBuilder {

  private final ScoringStep scoring;

  public ScoringRoute(ScoringStep scoring) {
    this.scoring = scoring;
  }

  @Override
  public void configure() {
    from("timer:scoring?period={{score.period}}")
        .routeId("scoring")
        .routeDescription("predictions against the ground truth")
        .bean(scoring, "recordLossMethods")
        .setBody(method(scoring, "findUnscored"))
        .split(body())
        .setProperty(ExchangeProperties.ENTRY, body())
        .setProperty(ExchangeProperties.WINDOW, simple("${body.window}"))
        .setProperty(ExchangeProperties.TOPIC, method(scoring, "topicOf"))
        .enrich("direct:market")
        .bean(scoring, "score")
        .end();
  }
}
