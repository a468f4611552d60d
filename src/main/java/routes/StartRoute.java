package routes;

import org.apache.camel.builder.RouteBuilder;

/**
 * Once at start, a second after the first tick so as not to be in its way: banner and rehearsal.
 */
public final class StartRoute extends RouteBuilder {
  private final Runnable banner;

  /**
   * @param banner logs what runs; may take as long as a node does
   */
  public StartRoute(Runnable banner) {
    this.banner = banner;
  }

  @Override
  public void configure() {
    from("timer:start?repeatCount=1&delay=1000")
        .routeId("start")
        .routeDescription("banner and rehearsal")
        .process(it -> banner.run())
        .to(RehearsalRoute.ENDPOINT);
  }
}
