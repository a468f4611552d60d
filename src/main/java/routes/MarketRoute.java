package routes;

import domain.Failure;
import domain.TopicSpec;
import domain.market.CandleSeries;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import market.CandleService;
import market.HistoryFetch;
import market.fetch.SourceQuery;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;
import routes.market.BoundedHttpComponent;
import routes.market.MarketHttpClient;
import routes.market.SourceOrder;
import routes.market.SourceRoutes;
import routes.topic.ExchangeProperties;

/**
 * Candles for the topic in exchange property {@code topic}, and beside them those of the other
 * pairs that its features name: one sub-route per source, the next one tried when one fails. Reads
 * may be repeated here; a source's exception must leave its route, or failover stops.
 */
public class MarketRoute extends RouteBuilder {
  /** Exchange property with what the source in turn brought. */
  private static final String GATHERED = "gathered";

  private final CandleService candleService;

  public MarketRoute(CandleService candleService) {
    this.candleService = candleService;
  }

  @Override
  public void configure() {
    BoundedHttpComponent.install(getContext());
    var own = SourceOrder.pairsWithOwnOrder(getContext());
    from("direct:market")
        .routeId("market")
        .routeConfigurationId("market")
        .errorHandler(noErrorHandler())
        .routeDescription("Candles: fresh, whole and sane, from the first source that has them")
        .to("direct:market-pair")
        .split(exchangeProperty(ExchangeProperties.OTHER_PAIRS), new OtherPairs())
        .setProperty(ExchangeProperties.TOPIC, body())
        .to("direct:market-pair")
        .end();
    from("direct:market-pair")
        .routeId("market-pair")
        .routeConfigurationId("market")
        .errorHandler(noErrorHandler())
        .choice()
        .when(e -> own.contains(topic(e).pair()))
        .toD("direct:market-order-${exchangeProperty.topic.pair}")
        .otherwise()
        .to("direct:market-order")
        .end();
    optionalRoute();
    failoverRoute(candleService, "market-order", SourceOrder.defaultOrder(getContext()));
    own.forEach(
        p ->
            failoverRoute(
                candleService, "market-order-" + p, SourceOrder.orderForPair(getContext(), p)));
    for (var name : SourceOrder.allSources(getContext())) {
      sourceRoute(candleService, name);
      requestRoute(candleService, name);
    }
    new CrossCheckQuestion(candleService).addRoutes(this, "witness");
  }

  /** The same for a model server, which does without: null where there are no good candles. */
  private void optionalRoute() {
    from("direct:market-if-any")
        .routeId("market-if-any")
        .routeConfigurationId("market")
        .errorHandler(noErrorHandler())
        .setBody(constant((Object) null))
        .filter(e -> topic(e).hasMarket())
        .doTry()
        .to("direct:market")
        .endDoTry()
        .doCatch(Failure.Retry.class)
        .log(
            LoggingLevel.WARN,
            "market",
            "${exchangeProperty.topic.pair}: ${exception.message};"
                + " the guard has only the topic's own bounds")
        .setBody(constant((Object) null))
        .doFinally()
        .process(MarketRoute::clearFailureMarks)
        .end();
  }

  /** Failover in the given order; what is still fresh in store when all fail. */
  private void failoverRoute(CandleService candleService, String route, List<String> sources) {
    from("direct:" + route)
        .routeId(route)
        .routeConfigurationId("market")
        .errorHandler(noErrorHandler())
        .doTry()
        .loadBalance()
        .failover(sources.size() - 1, false, false)
        .to(sources.stream().map(name -> "direct:market-" + name).toArray(String[]::new))
        .endDoTry()
        .doCatch(Exception.class)
        .removeHeaders("*")
        .process(
            e ->
                e.getMessage()
                    .setBody(storedCandles(candleService, e, sources), CandleSeries.class))
        .doFinally()
        .process(MarketRoute::clearFailureMarks)
        .end();
  }

  private void sourceRoute(CandleService candleService, String name) {
    from("direct:market-" + name)
        .routeId("market-" + name)
        .routeConfigurationId("market")
        .onException(IOException.class)
        .maximumRedeliveries(2)
        .redeliveryDelay("{{market.ask-again-after:500}}")
        .logExhausted(false)
        .process(e -> endInFailure(e, name))
        .end()
        .onException(Exception.class)
        .logExhausted(false)
        .process(e -> endInFailure(e, name))
        .end()
        .process(
            e ->
                e.setProperty(
                    ExchangeProperties.SOURCE_QUERY,
                    candleService.startHistoryFetch(topic(e), name)))
        .loopDoWhile(e -> sourceQuery(e).planNext())
        .to("direct:market-ask-" + name)
        .end()
        .removeHeaders("*")
        .process(e -> e.setProperty(GATHERED, e.removeProperty(ExchangeProperties.SOURCE_QUERY)))
        .recipientList()
        .exchange(this::crossCheckEndpoints)
        .end()
        .process(
            e ->
                e.getMessage()
                    .setBody(candleService.requireCandles(historyFetch(e)), CandleSeries.class))
        .removeProperty(GATHERED);
  }

  private void endInFailure(Exchange exchange, String source) {
    Optional.ofNullable(sourceQuery(exchange)).ifPresent(SourceQuery::end);
    candleService.recordFailure(
        topic(exchange), source, MarketHttpClient.caughtException(exchange));
  }

  /** Endpoints of the sources that may be asked what they say of the bars gathered. */
  private List<String> crossCheckEndpoints(Exchange exchange) {
    var order = SourceOrder.orderForPair(getContext(), topic(exchange).pair());
    return candleService.crossCheckSources(historyFetch(exchange), order).stream()
        .map(name -> "direct:witness-" + name)
        .toList();
  }

  /**
   * The candles of the topic's own pair, which went in, with those of the others beside them, or
   * the failure of the first that has none. All of it is kept on what went in: an exchange of the
   * split would bring back the topic it was asked for.
   */
  private static final class OtherPairs implements AggregationStrategy {
    @Override
    public Exchange aggregate(Exchange before, Exchange answer) {
      throw new UnsupportedOperationException("what went in is needed");
    }

    @Override
    public Exchange aggregate(Exchange before, Exchange answer, Exchange wentIn) {
      if (answer.getException() != null) {
        wentIn.setException(answer.getException());
      } else if (wentIn.getException() == null) {
        CandleSeries own = wentIn.getMessage().getBody(CandleSeries.class);
        CandleSeries other = answer.getMessage().getBody(CandleSeries.class);
        wentIn.getMessage().setBody(own.withOther(other));
      }
      return wentIn;
    }
  }

  /** A cross-check may fail: what it fetched is stored, and its failure fails nothing else. */
  private record CrossCheckQuestion(CandleService candleService) implements SourceRoutes {
    @Override
    public SourceQuery start(Exchange exchange, String source) {
      return candleService.startCrossCheck(historyFetch(exchange), source);
    }

    @Override
    public void keepAnswer(Exchange exchange, SourceQuery asked) {
      // the query keeps what it is told
    }

    @Override
    public void keepFailure(Exchange exchange, String source, Exception failure) {
      candleService.recordFailure(topic(exchange), source, failure);
    }
  }

  /**
   * One request and what came of it; the caller repeats it whole, so nothing is handled here. A
   * cached stream would be read to its end before anybody counts its bytes.
   */
  private void requestRoute(CandleService candleService, String name) {
    from("direct:market-ask-" + name)
        .routeId("market-ask-" + name)
        .routeConfigurationId("market")
        .errorHandler(noErrorHandler())
        .streamCache("false")
        .removeHeaders("*", MarketHttpClient.COUNTER)
        .process(e -> MarketHttpClient.writeRequest(e, sourceQuery(e).nextRequest()))
        .throttle(simple("{{market.per-second:8}}")) // not before: what may not be asked waits not
        .to(MarketHttpClient.sourceUri(name, candleService.source(name).baseUrl()))
        .process(e -> sourceQuery(e).acceptReply(MarketHttpClient.readReply(e)))
        .removeHeaders("*", MarketHttpClient.COUNTER);
  }

  /** A source that failed is dealt with here; the marks would keep the caller's own policy away. */
  private static void clearFailureMarks(Exchange exchange) {
    exchange.getExchangeExtension().setFailureHandled(false);
    exchange.getExchangeExtension().setRedeliveryExhausted(false);
    exchange.getExchangeExtension().setErrorHandlerHandled(null);
  }

  private static CandleSeries storedCandles(
      CandleService candleService, Exchange exchange, List<String> sources) {
    return candleService.requireStoredCandles(
        topic(exchange), sources, MarketHttpClient.caughtException(exchange));
  }

  private static HistoryFetch historyFetch(Exchange exchange) {
    return exchange.getProperty(GATHERED, HistoryFetch.class);
  }

  static TopicSpec topic(Exchange exchange) {
    return exchange.getProperty("topic", TopicSpec.class);
  }

  private static SourceQuery sourceQuery(Exchange exchange) {
    return exchange.getProperty(ExchangeProperties.SOURCE_QUERY, SourceQuery.class);
  }
}
