package routes;

import domain.TopicSpec;
import domain.TopicSpec.PredictionTarget;
import domain.Window;
import domain.market.CandleSeries;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import market.CandleService;
import market.fetch.MinutePriceFetch;
import market.fetch.MinutePriceFetch.KnownReturn;
import market.fetch.SourceQuery;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import routes.market.SourceOrder;
import routes.market.SourceRoutes;
import routes.topic.ExchangeProperties;

/**
 * The part of the return already known, from minute prices at the base of the window in exchange
 * property {@code window} and now. Two sources are asked; it never fails, 0 is an answer.
 */
public class MinutePriceRoute extends RouteBuilder implements SourceRoutes {
  private static final int ASKED = 2;
  private static final String PARTS = "knownParts";

  private final CandleService candleService;

  public MinutePriceRoute(CandleService candleService) {
    this.candleService = candleService;
  }

  @Override
  public void configure() {
    from("direct:known-part")
        .routeId("known-part")
        .routeConfigurationId("market")
        .errorHandler(noErrorHandler())
        .routeDescription("ln(price now / price at base), or 0 with the reason")
        .process(e -> e.setProperty(PARTS, new ArrayList<KnownReturn>()))
        .recipientList()
        .exchange(this::minuteEndpoints)
        .end()
        .process(
            e ->
                e.getMessage()
                    .setBody(candleService.agreeOnKnownReturn(knownParts(e)), KnownReturn.class))
        .removeProperty(PARTS);
    addRoutes(this, "minutes");
  }

  /** The first sources of the topic's pair; none when switched off, or with candles of minutes. */
  private List<String> minuteEndpoints(Exchange exchange) {
    var on = getContext().resolvePropertyPlaceholders("{{market.known-part:true}}");
    var topic = MarketRoute.topic(exchange);
    boolean asked = Boolean.parseBoolean(on) && topic.candleStep().equals(TopicSpec.HOUR);
    return SourceOrder.orderForPair(getContext(), topic.pair()).stream()
        .limit(asked ? ASKED : 0)
        .map(name -> "direct:minutes-" + name)
        .toList();
  }

  @Override
  public SourceQuery start(Exchange exchange, String source) {
    return candleService.startMinutePriceFetch(MarketRoute.topic(exchange), base(exchange), source);
  }

  @Override
  public void keepAnswer(Exchange exchange, SourceQuery asked) {
    knownParts(exchange).add(((MinutePriceFetch) asked).knownReturn());
  }

  @Override
  public void keepFailure(Exchange exchange, String source, Exception failure) {
    exchange
        .getProperty(ExchangeProperties.SOURCE_QUERY, MinutePriceFetch.class)
        .fail(failure.getMessage());
    knownParts(exchange).add(KnownReturn.unknown(failure.getMessage()));
  }

  /** A return counts from the window's opening; a price goes on from the newest candle's close. */
  private static Instant base(Exchange exchange) {
    return MarketRoute.topic(exchange).target() == PredictionTarget.PRICE
        ? exchange.getProperty(ExchangeProperties.CANDLES, CandleSeries.class).asOf()
        : exchange.getProperty(ExchangeProperties.WINDOW, Window.class).openedAt();
  }

  @SuppressWarnings("unchecked")
  private static List<KnownReturn> knownParts(Exchange exchange) {
    return exchange.getProperty(PARTS, List.class);
  }
}
