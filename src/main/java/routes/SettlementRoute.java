package routes;

import org.apache.camel.builder.RouteBuilder;
import routes.topic.ExchangeProperties;

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
        .setBody(method("settling", "openEntries"))
        .split(body())
        .to("direct:settle")
        .end()
        .bean("settling", "closeUnclaimedWindows");

    from("direct:settle")
        .routeId("settle")
        .routeDescription("one journal entry against the chain")
        .setProperty(ExchangeProperties.ENTRY, body())
        .setProperty(ExchangeProperties.WINDOW, method("settling", "windowOf"))
        .filter(method("settling", "continueUnlessStored"))
        .choice()
        .when(method("settling", "isUnsigned"))
        .setBody(method("settling", "claimOf"))
        .to(SubmissionRoute.ENDPOINT)
        .otherwise()
        .setBody(method("settling", "submissionOf"))
        .setProperty(ExchangeProperties.SUBMISSION, body())
        .to("allora:receipt")
        .filter(method("settling", "settleAndDecideResend"))
        .setBody(exchangeProperty(ExchangeProperties.SUBMISSION))
        .to("allora:broadcast")
        .bean("ledger", "recordDelivery")
        .end()
        .end()
        .end();
  }
}
