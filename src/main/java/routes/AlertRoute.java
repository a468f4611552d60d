package routes;

import domain.Failure;
import domain.FailureReason;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import routes.health.Alerts;
import routes.market.BoundedHttpComponent;
import routes.step.FailureRecorder;

/**
 * Sends what somebody should be told to one Camel endpoint: a webhook, a mailbox, a chat, a file. A
 * message stays queued until the endpoint has taken it, and is sent again at every look.
 */
public final class AlertRoute extends RouteBuilder {
  /** Takes one message and sends it at once. */
  public static final String ENDPOINT = "direct:alert";

  private static final String MESSAGE = "alert";
  private static final String NOWHERE = "log:alert?level=DEBUG";

  private final Alerts alerts;
  private final FailureRecorder failures;
  private final String uri;

  /**
   * @param uri any Camel endpoint whose component is on the class path; empty: the log
   */
  public AlertRoute(Alerts alerts, FailureRecorder failures, String uri) {
    this.alerts = alerts;
    this.failures = failures;
    this.uri = uri.isEmpty() ? NOWHERE : uri;
  }

  @Override
  public void configure() {
    BoundedHttpComponent.install(getContext());
    from("timer:alerts?period={{alert.period}}")
        .routeId("alerts")
        .routeDescription("sends each alert to the configured channel")
        .onException(Exception.class)
        .handled(true)
        .process(AlertRoute::describeOutage)
        .bean(failures, "recordFailure")
        .end()
        .setBody(method(alerts, "collectMessages"))
        .split(body())
        .stopOnException()
        .to(ENDPOINT);

    from(ENDPOINT)
        .routeId("alert")
        .routeDescription("one message on its way")
        .errorHandler(noErrorHandler())
        .setProperty(MESSAGE, body())
        .setBody(simple("${body.text}"))
        .removeHeaders("*")
        .setHeader(Exchange.HTTP_METHOD, constant("POST"))
        .setHeader(Exchange.CONTENT_TYPE, constant("text/plain"))
        .to(uri)
        .setBody(exchangeProperty(MESSAGE))
        .bean(alerts, "markSent");
  }

  /** Camel's own sentences may hold the address, which for a webhook is a secret. */
  private static void describeOutage(Exchange exchange) {
    Throwable caught = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    exchange.setProperty(
        Exchange.EXCEPTION_CAUGHT,
        new Failure.Retry(
            FailureReason.NO_ENDPOINT,
            "an alert was not delivered ("
                + BoundedHttpComponent.describeFailure(caught)
                + "): it stays queued and is sent again"));
  }
}
