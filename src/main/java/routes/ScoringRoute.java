package routes;

import org.apache.camel.builder.RouteBuilder;
import routes.topic.ExchangeProperties;

/** Scores accepted answers once the ground truth is known, each against the candles of its pair. */
public final class ScoringRoute extends RouteBuilder {
  @Override
  public void configure() {
    from("timer:scoring?period={{score.period}}")
        .routeId("scoring")
        .routeDescription("answers against the ground truth")
        .setBody(method("scores", "findUnscored"))
        .split(body())
        .setProperty(ExchangeProperties.ENTRY, body())
        .setProperty(ExchangeProperties.WINDOW, simple("${body.window}"))
        .setProperty(ExchangeProperties.TOPIC, method("scores", "topicOf"))
        .enrich("direct:market")
        .bean("scores", "score")
        .end();
  }
}
