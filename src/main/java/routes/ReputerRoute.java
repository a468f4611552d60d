package routes;

import org.apache.camel.builder.RouteBuilder;
import routes.reputer.LossStep;
import routes.reputer.ReputerPlan.ReputerRegistry;
import routes.reputer.ReputerWindowStep;
import routes.step.ClaimStep;
import routes.topic.ExchangeProperties;
import routes.topic.HeldTopics;

/**
 * One report of losses per epoch, one instance per topic. From the claim on it goes the way of
 * every submission: the same lane, the same settlement, a row of its own in the same journal.
 */
public final class ReputerRoute extends RouteBuilder {
  /** What a report is made with, in the order in which it is asked. */
  public record Steps(
      ReputerWindowStep windows,
      ReputerRegistry topics,
      HeldTopics held,
      LossStep losses,
      ClaimStep claim) {}

  private final Steps steps;

  public ReputerRoute(Steps steps) {
    this.steps = steps;
  }

  @Override
  public void configure() {
    routeTemplate("reputer")
        .templateParameter("topic")
        .templateParameter("trigger")
        .from("{{trigger}}")
        .routeDescription("losses of each epoch of topic {{topic}}")
        .filter(method(steps.windows, "isDue({{topic}})"))
        .setProperty(ExchangeProperties.TOPIC, method(steps.topics, "spec({{topic}})"))
        .filter(method(steps.held, "isHeldOrUnknown"))
        .to("allora:reputer-windows?topic={{topic}}")
        .setProperty(ExchangeProperties.WINDOW, method(steps.windows, "selectWindow"))
        .filter(exchangeProperty(ExchangeProperties.WINDOW).isNotNull())
        .to(GroundTruthRoute.ENDPOINT)
        .setProperty(LossStep.TRUTH, body())
        .to("allora:network-inferences?topic={{topic}}")
        .choice()
        .when(method(steps.losses, "isComputedHere"))
        .bean(steps.losses, "computeLosses")
        .otherwise()
        .to(LossServiceRoute.ENDPOINT)
        .end()
        .bean(steps.claim, "recordClaim")
        .to(SubmissionRoute.ENDPOINT)
        .end()
        .end()
        .end();
  }
}
