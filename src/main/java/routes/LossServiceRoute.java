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

/**
 * Asks a topic's loss service for the loss of each number of the network's inferences. It computes
 * and changes nothing, so a broken connection is tried again here and everything else at the next
 * tick; no message tells the address, which may hold a secret.
 */
public final class LossServiceRoute extends RouteBuilder {
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
                        BoundedHttpComponent.describeFailure(MarketHttpClient.caughtException(e))))
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
