package routes;

import org.apache.camel.builder.RouteBuilder;
import routes.topic.ExchangeProperties;

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
        .to(RehearsalRoute.ENDPOINT)
        .process(it -> System.gc()); // gives back what only the start needed, half of the heap
  }

  /**
   * Once at start, every topic goes as far as a prediction that nobody sends: the long first
   * download and a bad model show up now, and not inside the first window.
   */
  public static final class RehearsalRoute extends RouteBuilder {
    public static final String ENDPOINT = "direct:rehearsal";

    private final PredictionRoute.Steps steps;

    public RehearsalRoute(PredictionRoute.Steps steps) {
      this.steps = steps;
    }

    @Override
    public void configure() {
      from(ENDPOINT)
          .routeId("rehearsal")
          .routeDescription("everything up to the prediction, once at start")
          .setBody(exchange -> steps.topics().specs())
          .split(body())
          .setProperty(ExchangeProperties.TOPIC, body())
          .filter(method(steps.model(), "isServedLocally"))
          .setProperty(ExchangeProperties.OTHER_PAIRS, method(steps.features(), "otherPairs"))
          .enrich("direct:market")
          .setProperty(ExchangeProperties.CANDLES, body())
          .bean(steps.features(), "buildFeatures")
          .setProperty(ExchangeProperties.ROW, body())
          .bean(steps.model(), "predict")
          .bean(steps.guard(), "validate")
          .log("topic ${exchangeProperty.topic.id} is ready: it would submit ${body.value}")
          .end();
    }
  }
}
