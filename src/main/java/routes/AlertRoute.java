package routes;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.processor.errorhandler.RedeliveryPolicy;
import routes.health.Alerts;
import routes.step.FailureRecorder;

/**
 * Sends what somebody should be told to one Camel endpoint: a webhook, a mailbox, a chat, a file.
 * What does not get through is tried again for some minutes.
 */
public final class AlertRoute extends RouteBuilder {
  /** Takes one message and sends it at once. */
  public static final String ENDPOINT = "direct:alert";

  private static final String RETRY = "alertRetry";

  private final Alerts alerts;
  private final FailureRecorder failures;
  private final String uri;

  /**
   * @param uri any Camel endpoint whose component is on the class path
   */
  public AlertRoute(Alerts alerts, FailureRecorder failures, String uri) {
    this.alerts = alerts;
    this.failures = failures;
    this.uri = uri;
  }

  @Override
  public void configure() {
    getContext().getRegistry().bind(RETRY, retryPolicy());
    from("timer:alerts?period={{alert.period}}")
        .routeId("alerts")
        .routeDescription("sends each alert to the configured channel")
        .onException(Exception.class)
        .redeliveryPolicyRef(RETRY)
        .handled(true)
        .bean(failures, "recordInternalFault")
        .end()
        .setBody(method(alerts, "collectMessages"))
        .split(body())
        .to(ENDPOINT);

    from(ENDPOINT)
        .routeId("alert")
        .routeDescription("one message on its way")
        .errorHandler(noErrorHandler())
        .removeHeaders("*")
        .setHeader(Exchange.HTTP_METHOD, constant("POST"))
        .setHeader(Exchange.CONTENT_TYPE, constant("text/plain"))
        .to(uri);
  }

  /** Five seconds, then doubled each time, which makes about five minutes. */
  private static RedeliveryPolicy retryPolicy() {
    RedeliveryPolicy policy = new RedeliveryPolicy();
    policy.setMaximumRedeliveries(6);
    policy.setRedeliveryDelay(5_000);
    policy.setUseExponentialBackOff(true);
    policy.setBackOffMultiplier(2);
    policy.setMaximumRedeliveryDelay(160_000);
    policy.setAllowRedeliveryWhileStopping(false);
    return policy;
  }
}
