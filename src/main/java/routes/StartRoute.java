package routes;

import org.apache.camel.builder.RouteBuilder;

/** Once at start, beside the first tick and never in its way: says what runs, then rehearses. */
public final class StartRoute extends RouteBuilder {
  @Override
  public void configure() {
    from("timer:start?repeatCount=1&delay=0")
        .routeId("start")
        .routeDescription("banner and rehearsal")
        .bean("banner", "show")
        .to(RehearsalRoute.ENDPOINT);
  }
}
