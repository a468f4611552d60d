package routes;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import routes.market.BoundedHttpComponent;
import routes.market.MarketHttpClient;
import routes.reputer.LossRequests;
import routes.reputer.LossStep;
import routes.reputer.ReputerPlan.ReputerRegistry;
import routes.reputer.ReputerWindowStep;
import routes.step.ClaimStep;
import routes.topic.ExchangeProperties;
import routes.topic.LeasedTopics;

/**
 * One report of losses per epoch, one instance per topic. From the claim on it goes the way of
 * every submission: the same lane, the same settlement, a row of its own in the same journal.
 */
public final class ReputerRoute extends RouteBuilder {
  /** What a report is made with, in the order in which it is asked. */
  public record Steps(
      ReputerWindowStep windows,
      ReputerRegistry topics,
      LeasedTopics held,
      LossStep losses,
      ClaimStep claim) {}

  private final Steps steps;

  public ReputerRoute(Steps steps) {
    this.steps = steps;
  }

  @Override
  public void configure() {
    routeTemplate("reputer")
        .templateParameter("topic")
        .templateParameter("trigger")
        .from("{{trigger}}")
        .routeDescription("losses of each epoch of topic {{topic}}")
        .filter(method(steps.windows, "isDue({{topic}})"))
        .setProperty(ExchangeProperties.TOPIC, method(steps.topics, "spec({{topic}})"))
        .filter(method(steps.held, "isHeldOrUnknown"))
        .to("allora:reputer-windows?topic={{topic}}")
        .setProperty(ExchangeProperties.WINDOW, method(steps.windows, "selectWindow"))
        .filter(exchangeProperty(ExchangeProperties.WINDOW).isNotNull())
        .to(GroundTruthRoute.ENDPOINT)
        .setProperty(LossStep.TRUTH, body())
        .to("allora:network-inferences?topic={{topic}}")
        .choice()
        .when(method(steps.losses, "isComputedHere"))
        .bean(steps.losses, "computeLosses")
        .otherwise()
        .to(LossServiceRoute.ENDPOINT)
        .end()
        .bean(steps.claim, "recordClaim")
        .to(SubmissionRoute.ENDPOINT)
        .end()
        .end()
        .end();
  }

  /**
   * Asks a topic's loss service for the loss of each number of the network's inferences. It
   * computes and changes nothing, so a broken connection is tried again here and everything else at
   * the next tick; no message tells the address, which may hold a secret.
   */
  public static final class LossServiceRoute extends RouteBuilder {
    static final String ENDPOINT = "direct:loss-service";

    private static final String REQUESTS = "lossRequests";

    private final LossStep losses;

    public LossServiceRoute(LossStep losses) {
      this.losses = losses;
    }

    @Override
    public void configure() {
      BoundedHttpComponent.install(getContext());
      from(ENDPOINT)
          .routeId("loss-service")
          .routeConfigurationId("loss-service")
          .errorHandler(noErrorHandler())
          .routeDescription("the losses of a bundle, as a loss service computes them")
          .streamCache("false")
          .setProperty(REQUESTS, method(losses, "beginRequests"))
          .loopDoWhile(e -> requests(e).isUnfinished())
          .doTry()
          .removeHeaders("*", MarketHttpClient.COUNTER)
          .process(LossServiceRoute::writeRequest)
          .to(MarketHttpClient.postUri("http://loss-service"))
          .process(LossServiceRoute::readAnswer)
          .doCatch(IOException.class)
          .process(
              e ->
                  requests(e)
                      .countFault(
                          BoundedHttpComponent.describeFailure(
                              MarketHttpClient.caughtException(e))))
          .end()
          .end()
          .removeHeaders("*")
          .setBody(exchangeProperty(REQUESTS))
          .removeProperty(REQUESTS)
          .bean(losses, "takeLosses");
    }

    private static void writeRequest(Exchange exchange) {
      LossRequests requests = requests(exchange);
      exchange.getMessage().setHeader(Exchange.HTTP_URI, requests.address());
      exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, "application/json");
      exchange.getMessage().setBody(requests.body());
    }

    private static void readAnswer(Exchange exchange) throws IOException {
      var message = exchange.getMessage();
      int status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class);
      try (var in = message.getBody(InputStream.class)) {
        byte[] answer =
            in == null ? new byte[0] : MarketHttpClient.readBody(in, Duration.ofSeconds(8));
        requests(exchange).accept(status, new String(answer, StandardCharsets.UTF_8));
      }
    }

    private static LossRequests requests(Exchange exchange) {
      return exchange.getProperty(REQUESTS, LossRequests.class);
    }
  }
}
