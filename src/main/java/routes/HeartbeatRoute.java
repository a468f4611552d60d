package routes;

import domain.Failure;
import domain.FailureReason;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import routes.health.HeartbeatReporter;
import routes.health.StandingReporter;
import routes.market.BoundedHttpComponent;
import routes.step.FailureRecorder;

/**
 * Says at a steady pace that the daemon lives, and how it fares, here and to a dead-man's switch if
 * there is one; the meters are set more often than that. Knows nothing of the prediction.
 */
public final class HeartbeatRoute extends RouteBuilder {
  private final HeartbeatReporter heartbeat;
  private final StandingReporter standing;
  private final FailureRecorder failures;
  private final String ping;

  /**
   * @param ping Camel endpoint that expects to be called at every beat, empty for none
   */
  public HeartbeatRoute(
      HeartbeatReporter heartbeat,
      StandingReporter standing,
      FailureRecorder failures,
      String ping) {
    this.heartbeat = heartbeat;
    this.standing = standing;
    this.failures = failures;
    this.ping = ping;
  }

  @Override
  public void configure() {
    BoundedHttpComponent.install(getContext());
    from("timer:heartbeat?period={{heartbeat.period}}")
        .routeId("heartbeat")
        .routeDescription("alive, in step with the chain, funded")
        .bean(failures, "resetRepeats")
        .setBody(method(heartbeat, "buildMessage"))
        .log("${body}")
        .filter(method(heartbeat, "isWorking"))
        .to("direct:ping");

    from("timer:levels?period={{heartbeat.levels}}&delay={{heartbeat.levels}}")
        .routeId("levels")
        .routeDescription("the meters between two beats")
        .bean(heartbeat, "updateMeters");

    from("timer:standing?period={{heartbeat.standing}}&delay={{heartbeat.levels}}")
        .routeId("standing")
        .routeDescription("how the network judges the worker")
        .bean(standing, "update");

    from("direct:ping")
        .routeId("ping")
        .routeDescription("the dead-man's switch")
        .onException(Exception.class)
        .handled(true)
        .process(HeartbeatRoute::describeOutage)
        .bean(failures, "recordFailure")
        .end()
        .removeHeaders("*")
        .setHeader(Exchange.HTTP_METHOD, constant("POST"))
        .to(ping.isEmpty() ? "log:ping?level=DEBUG" : ping);
  }

  /** The address is a secret: who has it can answer for the daemon. */
  private static void describeOutage(Exchange exchange) {
    var caught = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    exchange.setProperty(
        Exchange.EXCEPTION_CAUGHT,
        new Failure.Retry(
            FailureReason.NO_ENDPOINT,
            "the address of heartbeat.ping did not take the beat ("
                + BoundedHttpComponent.describeFailure(caught)
                + "); the next beat calls it again"));
  }
}
