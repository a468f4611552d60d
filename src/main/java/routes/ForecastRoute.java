package routes;

import domain.Prediction;
import domain.Window;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import routes.market.BoundedHttpComponent;
import routes.market.MarketHttpClient;
import routes.reputer.ForecastStep;
import routes.topic.ExchangeProperties;

/**
 * Adds to a prediction what loss the worker expects of each of the others. Whatever fails here, the
 * prediction goes on without it.
 */
public final class ForecastRoute extends RouteBuilder {
  static final String ENDPOINT = "direct:forecast";

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
        .setProperty(ModelServerRoute.FORECAST_SERVER, method(forecast, "server"))
        .filter(exchangeProperty(ModelServerRoute.FORECAST_SERVER).isNotNull())
        .to(ModelServerRoute.ENDPOINT)
        .setProperty(ForecastStep.SAID, body())
        .end()
        .removeProperty(ModelServerRoute.FORECAST_SERVER)
        .setBody(exchangeProperty(PREDICTION))
        .bean(forecast, "addForecast")
        .endDoTry()
        .doCatch(Exception.class)
        .process(this::goOnWithout)
        .end()
        .removeProperty(ModelServerRoute.FORECAST_SERVER)
        .removeProperty(ForecastStep.SAID)
        .removeProperty(PREDICTION);
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
}
