package routes;

import domain.Failure;
import domain.FailureReason;
import domain.TopicSpec;
import domain.Window;
import inference.HttpModelServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import routes.market.BoundedHttpComponent;
import routes.market.MarketHttpClient;
import routes.topic.ExchangeProperties;
import routes.topic.TopicPlan.ModelLocation;
import routes.topic.TopicPlan.TopicRegistry;

/**
 * Asks a topic's model server for the raw answer to the window. Reads may be repeated, so a broken
 * connection is tried again here and everything else at the next tick; no message tells the
 * address, which may hold a secret.
 */
public final class ModelServerRoute extends RouteBuilder {
  static final String ENDPOINT = "direct:model-server";

  /** Exchange property with a server to ask instead of the topic's model. */
  static final String SERVER = "modelServer";

  /** Exchange property with a server that is asked for losses of others. */
  static final String FORECAST_SERVER = "forecastServer";

  private static final String FAILED = "modelServerFailed";
  private static final int TRIES = 3;

  private final TopicRegistry topics;

  public ModelServerRoute(TopicRegistry topics) {
    this.topics = topics;
  }

  @Override
  public void configure() {
    BoundedHttpComponent.install(getContext());
    from(ENDPOINT)
        .routeId("model-server")
        .routeConfigurationId("model-server")
        .errorHandler(noErrorHandler())
        .routeDescription("the answer of a model server: {\"value\": \"...\"}")
        .streamCache("false")
        .setBody(constant(0))
        .loopDoWhile(body().isInstanceOf(Integer.class))
        .setProperty(FAILED, body())
        .doTry()
        .removeHeaders("*")
        .process(this::writeRequest)
        .to(MarketHttpClient.endpointUri("http://model-server"))
        .process(this::readAnswer)
        .doCatch(IOException.class)
        .process(ModelServerRoute::retryOrFail)
        .end()
        .end()
        .removeHeaders("*");
  }

  private void writeRequest(Exchange exchange) {
    var window = exchange.getProperty(ExchangeProperties.WINDOW, Window.class);
    exchange.getMessage().setBody(null);
    exchange
        .getMessage()
        .setHeader(
            Exchange.HTTP_URI,
            modelServer(exchange).requestUri(window.topic(), window.nonce()) + "");
  }

  private void readAnswer(Exchange exchange) throws IOException {
    var message = exchange.getMessage();
    int status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class);
    var reply = message.getBody(InputStream.class);
    message.setBody(null);
    try (var in = reply) {
      byte[] bytes =
          in == null ? new byte[0] : MarketHttpClient.readBody(in, Duration.ofSeconds(8));
      String body = new String(bytes, StandardCharsets.UTF_8);
      message.setBody(
          exchange.getProperty(FORECAST_SERVER) == null
              ? modelServer(exchange).parseValues(topic(exchange), status, body)
              : HttpModelServer.parseForecast(topic(exchange).id(), status, body));
    }
  }

  /** The server that the caller names, or the one of the topic's model. */
  private HttpModelServer modelServer(Exchange exchange) {
    HttpModelServer named = exchange.getProperty(SERVER, HttpModelServer.class);
    HttpModelServer forecaster = exchange.getProperty(FORECAST_SERVER, HttpModelServer.class);
    return forecaster != null ? forecaster : named == null ? modelOf(exchange) : named;
  }

  private HttpModelServer modelOf(Exchange exchange) {
    return ((ModelLocation.Server) topics.plan(topic(exchange).id()).model()).http();
  }

  private static TopicSpec topic(Exchange exchange) {
    return exchange.getProperty(ExchangeProperties.TOPIC, TopicSpec.class);
  }

  /** The body counts what has failed, until it is the answer. */
  private static void retryOrFail(Exchange exchange) {
    int failed = exchange.getProperty(FAILED, Integer.class) + 1;
    if (failed == TRIES) {
      throw new Failure.Retry(
          FailureReason.MODEL,
          "topic %d: the model server does not answer (%s); look at the server"
              .formatted(
                  topic(exchange).id(),
                  BoundedHttpComponent.describeFailure(
                      MarketHttpClient.caughtException(exchange))));
    }
    exchange.getMessage().setBody(failed);
  }
}
