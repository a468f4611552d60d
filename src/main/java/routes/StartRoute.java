package routes;

import org.apache.camel.builder.RouteBuilder;

/**
 * Once at start, a second after the first tick so as not to be in its way: banner and rehearsal.
 */
public final class StartRoute extends RouteBuilder {
  @Override
  public void configure() {
    from("timer:start?repeatCount=1&delay=1000")
        .routeId("start")
        .routeDescription("banner and rehearsal")
        .bean("banner", "log")
        .to(RehearsalRoute.ENDPOINT);
  }
}
