package routes;

import org.apache.camel.builder.RouteBuilder;

/**
 * The one way to close a submission, the same every few seconds and after a crash: every open entry
 * is compared with the chain until it is accepted, refused or past its window.
 */
public final class SettlementRoute extends RouteBuilder {
  @Override
  public void configure() {
    from("timer:settlement?period={{settle.period}}&delay=0")
        .routeId("settlement")
        .routeDescription("every open journal entry against the chain")
        .setBody(method("settling", "open"))
        .split(body())
        .to("direct:settle")
        .end()
        .bean("settling", "sweep");

    from("direct:settle")
        .routeId("settle")
        .routeDescription("one journal entry against the chain")
        .setProperty(ExchangeProperties.ENTRY, body())
        .setProperty(ExchangeProperties.WINDOW, method("settling", "window"))
        .filter(method("settling", "outstanding"))
        .choice()
        .when(method("settling", "unsigned"))
        .setBody(method("settling", "claim"))
        .to(SubmissionRoute.ENDPOINT)
        .otherwise()
        .setBody(method("settling", "submission"))
        .setProperty(ExchangeProperties.SUBMISSION, body())
        .to("allora:receipt")
        .filter(method("settling", "sameBytesAgain"))
        .setBody(exchangeProperty(ExchangeProperties.SUBMISSION))
        .to("allora:broadcast")
        .bean("ledger", "sent")
        .end()
        .end()
        .end();
  }
}
