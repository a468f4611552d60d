package routes;

import domain.Prediction;
import domain.Window;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import routes.forecast.ForecastStep;
import routes.market.BoundedHttpComponent;
import routes.market.MarketHttpClient;
import routes.topic.ExchangeProperties;

/**
 * What loss the worker expects of each of the others: added to a prediction, which goes on without
 * it whatever fails here.
 */
public final class ForecastRoute extends RouteBuilder {
  static final String ENDPOINT = "direct:forecast";

  private static final String SERVER_ENDPOINT = "direct:forecast-server";

  private static final String PREDICTION = "forecastPrediction";

  private final ForecastStep forecast;

  public ForecastRoute(ForecastStep forecast) {
    this.forecast = forecast;
  }

  @Override
  public void configure() {
    from(ENDPOINT)
        .routeId("forecast")
        .routeConfigurationId("forecast")
        .errorHandler(noErrorHandler())
        .routeDescription("the losses that are expected of other workers")
        .setProperty(PREDICTION, body())
        .doTry()
        .to(SERVER_ENDPOINT)
        .setBody(exchangeProperty(PREDICTION))
        .bean(forecast, "addForecast")
        .endDoTry()
        .doCatch(Exception.class)
        .process(this::goOnWithout)
        .end()
        .removeProperty(ModelServerRoute.FORECAST_SERVER)
        .removeProperty(ForecastStep.SAID)
        .removeProperty(PREDICTION);

    from(SERVER_ENDPOINT)
        .routeId("forecast-server")
        .routeConfigurationId("forecast")
        .errorHandler(noErrorHandler())
        .routeDescription("what a server expects, where one is to be asked")
        .setProperty(ModelServerRoute.FORECAST_SERVER, method(forecast, "server"))
        .filter(exchangeProperty(ModelServerRoute.FORECAST_SERVER).isNotNull())
        .to(ModelServerRoute.ENDPOINT)
        .setProperty(ForecastStep.SAID, body())
        .end()
        .removeProperty(ModelServerRoute.FORECAST_SERVER);
  }

  private void goOnWithout(Exchange exchange) {
    exchange
        .getMessage()
        .setBody(
            forecast.withoutForecast(
                exchange.getProperty(ExchangeProperties.WINDOW, Window.class),
                BoundedHttpComponent.describeFailure(MarketHttpClient.caughtException(exchange)),
                exchange.getProperty(PREDICTION, Prediction.class)));
  }

  /** A forecast alone per epoch, one instance for each topic in which the worker infers nothing. */
  public static final class ForecasterRoute extends RouteBuilder {
    private final PredictionRoute.Steps steps;

    public ForecasterRoute(PredictionRoute.Steps steps) {
      this.steps = steps;
    }

    @Override
    public void configure() {
      routeTemplate("forecaster")
          .templateParameter("topic")
          .templateParameter("trigger")
          .from("{{trigger}}")
          .routeDescription("one forecast of losses per epoch for topic {{topic}}")
          .filter(method(steps.pollGate(), "beginPollIfDue({{topic}})"))
          .setProperty(ExchangeProperties.TOPIC, method(steps.topics(), "spec({{topic}})"))
          .filter(method(steps.windows(), "updateRunning"))
          .filter(method(steps.held(), "isHeldOrUnknown"))
          .bean(steps.duplicateGuard(), "checkAtStart")
          .to("allora:windows?topic={{topic}}")
          .bean(steps.duplicateGuard(), "recordPassedEpochs")
          .setProperty(ExchangeProperties.CHOICE, method(steps.windows(), "selectWindow"))
          .setProperty(ExchangeProperties.WINDOW, simple("${exchangeProperty.choice.window}"))
          .filter(simple("${exchangeProperty.choice.due}"))
          .to(SERVER_ENDPOINT)
          .bean(steps.forecast(), "claimForecast")
          .bean(steps.claim(), "recordClaim")
          .to(SubmissionRoute.ENDPOINT)
          .end()
          .bean(steps.pollGate(), "endPoll({{topic}}, ${exchangeProperty.choice})")
          .end()
          .end();
    }
  }
}
