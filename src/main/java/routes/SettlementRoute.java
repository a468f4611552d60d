package routes;

import java.util.List;
import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;
import routes.step.SettlementSteps;
import routes.step.SubmissionSteps;
import routes.topic.DueTimer;
import routes.topic.ExchangeProperties;
import routes.topic.RoundTimeLeft;

/**
 * The one way to close a submission, the same every few seconds and after a crash: every open entry
 * is compared with the chain until it is accepted, refused or past its window.
 */
public final class SettlementRoute extends RouteBuilder {

  private final SettlementSteps settlement;
  private final SubmissionSteps submission;

  public SettlementRoute(SettlementSteps settlement, SubmissionSteps submission) {
    this.settlement = settlement;
    this.submission = submission;
  }

  @Override
  public void configure() {
    String unsettled = DueTimer.bind(getContext(), "settlement", settlement::isUnsettled);
    from("timer:settlement?period={{settle.period}}&delay=0&timer=" + unsettled)
        .routeId("settlement")
        .routeDescription("every open journal entry against the chain")
        .setBody(method(settlement, "openEntries"))
        .split()
        .exchange(it -> RoundTimeLeft.whileTimeIsLeft(it, it.getMessage().getBody(List.class)))
        .streaming()
        .to("direct:settle")
        .end()
        .log(LoggingLevel.TRACE, "each open row was compared"); // not begun where some are left

    String unclaimed = DueTimer.bind(getContext(), "unclaimed", settlement::mayHaveUnclaimed);
    from("timer:unclaimed?period={{settle.period}}&delay=0&timer=" + unclaimed)
        .routeId("unclaimed")
        .routeDescription(
            "windows that ended without a claim, however many rows wait to be settled")
        .bean(settlement, "closeUnclaimedWindows");

    from("timer:journal?period=40000")
        .routeId("journal")
        .routeDescription("what was written is still there")
        .bean(settlement, "verifyJournal");

    from("direct:settle")
        .routeId("settle")
        .routeDescription("one journal entry against the chain")
        .process(RoundTimeLeft::letFinish)
        .setProperty(ExchangeProperties.ENTRY, body())
        .setProperty(ExchangeProperties.WINDOW, method(settlement, "windowOf"))
        .filter(method(settlement, "continueUnlessStored"))
        .choice()
        .when(method(settlement, "isUnsigned"))
        .setBody(method(settlement, "claimOf"))
        .to(SubmissionRoute.ENDPOINT)
        .otherwise()
        .setBody(method(settlement, "submissionOf"))
        .setProperty(ExchangeProperties.SUBMISSION, body())
        .to("allora:receipt")
        .filter(method(settlement, "settleAndDecideResend"))
        .setBody(exchangeProperty(ExchangeProperties.SUBMISSION))
        .to("allora:broadcast")
        .bean(submission, "recordDelivery")
        .end()
        .end()
        .end();
  }
}
