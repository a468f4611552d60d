package routes;

import domain.Claim;
import org.apache.camel.builder.RouteBuilder;
import routes.step.DuplicateWorkerGuard;
import routes.step.SubmissionSteps;
import routes.topic.ExchangeProperties;
import routes.topic.RoundTimeLeft;
import routes.topic.SigningQueue;

/**
 * From a claim to a transaction on its way: the order of the irreversible steps. A single lane,
 * since a wallet's transactions are numbered, and so that settlement and a fresh prediction never
 * sign the same claim side by side. Nothing here is ever redelivered.
 */
public final class SubmissionRoute extends RouteBuilder {
  /** Who waits is interrupted when its own round is over: no timeout of this kind ends it. */
  static final String ENDPOINT =
      "seda:submission?waitForTaskToComplete=Always&timeout=" + Integer.MAX_VALUE;

  /** What its reader sleeps while the context starts or is suspended; Camel's own choice is 1 s. */
  private static final String READER = "seda:submission?pollTimeout=100";

  private final SubmissionSteps steps;
  private final DuplicateWorkerGuard duplicateGuard;

  public SubmissionRoute(SubmissionSteps steps, DuplicateWorkerGuard duplicateGuard) {
    this.steps = steps;
    this.duplicateGuard = duplicateGuard;
  }

  @Override
  public void configure() {
    SigningQueue.install(getContext());
    from(READER)
        .routeId("submission")
        .routeDescription("be alone, sign, write down, broadcast, mark")
        .validate(body().isInstanceOf(Claim.class))
        .setProperty(ExchangeProperties.WINDOW, simple("${body.window}"))
        .filter(method(steps, "needsSigning"))
        .setProperty(ExchangeProperties.ATTEMPT, method(steps, "nextAttemptNumber"))
        .bean(duplicateGuard, "requireNoDuplicate")
        .to("allora:sign")
        .process(RoundTimeLeft::letFinish)
        .bean(steps, "recordSigned")
        .setProperty(ExchangeProperties.SUBMISSION, body())
        .to("allora:broadcast")
        .bean(steps, "recordDelivery")
        .end();
  }

  /**
   * Takes the place of the submission lane in a dry run: nothing is signed, and there is no route
   * that could send. Settlement is left out as well, since it would send what an earlier run left.
   */
  public static final class DryRunRoute extends RouteBuilder {
    @Override
    public void configure() {
      from(READER)
          .routeId("submission")
          .routeDescription("dry run: signs nothing, sends nothing")
          .log("dry run: ${exchangeProperty.window} would submit ${body.value}; nothing is sent");
    }
  }
}
