package routes;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/** Sends what somebody should be told to one Camel endpoint: a webhook, a mailbox, a file. */
public final class AlertRoute extends RouteBuilder {
  private final String uri;

  /**
   * @param uri any Camel endpoint whose component is on the class path
   */
  public AlertRoute(String uri) {
    this.uri = uri;
  }

  @Override
  public void configure() {
    from("timer:alerts?period={{alert.period}}")
        .routeId("alerts")
        .routeDescription("what somebody should be told")
        .setBody(method("alerts", "due"))
        .split(body())
        .removeHeaders("*")
        .setHeader(Exchange.HTTP_METHOD, constant("POST"))
        .setHeader(Exchange.CONTENT_TYPE, constant("text/plain"))
        .to(uri);
  }
}
