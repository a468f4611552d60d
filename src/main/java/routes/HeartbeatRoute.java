package routes;

import org.apache.camel.builder.RouteBuilder;

/**
 * Says at a steady pace that the daemon lives, and how it fares. Knows nothing of the prediction.
 */
public final class HeartbeatRoute extends RouteBuilder {
  @Override
  public void configure() {
    from("timer:heartbeat?period={{heartbeat.period}}")
        .routeId("heartbeat")
        .routeDescription("alive, in step with the chain, funded")
        .bean("failures", "forget")
        .setBody(method("heartbeat", "beat"))
        .log("${body}");
  }
}
