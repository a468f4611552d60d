package routes;

import domain.Claim;
import org.apache.camel.builder.RouteBuilder;

/**
 * From a claim to a transaction on its way: the order of the irreversible steps. A single lane,
 * since a wallet's transactions are numbered, and so that settlement and a fresh prediction never
 * sign the same claim side by side. Nothing here is ever redelivered.
 */
public final class SubmissionRoute extends RouteBuilder {
  static final String ENDPOINT = "seda:submission?waitForTaskToComplete=Always&timeout=0";

  /** Exchange property with the signed {@code Submission}. */
  static final String SUBMISSION = "submission";

  /** Exchange property with the number of the attempt being made. */
  static final String ATTEMPT = "attempt";

  @Override
  public void configure() {
    from("seda:submission")
        .routeId("submission")
        .routeDescription("be alone, sign, write down, broadcast, mark")
        .validate(body().isInstanceOf(Claim.class))
        .setProperty(PredictionRoute.WINDOW, simple("${body.window}"))
        .filter(method("ledger", "unsigned"))
        .setProperty(ATTEMPT, method("ledger", "attempt"))
        .bean("referee", "alone")
        .to("allora:sign")
        .bean("ledger", "signed")
        .setProperty(SUBMISSION, body())
        .to("allora:broadcast")
        .bean("ledger", "sent")
        .end();
  }
}
