package routes;

import domain.Candles;
import domain.TopicSpec;
import java.io.IOException;
import java.util.List;
import market.Desk;
import market.Errand;
import market.Gathering;
import org.apache.camel.Exchange;
import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;

/**
 * Candles for the topic in exchange property {@code topic}: one sub-route per source, the next one
 * tried when one fails. Reads may be repeated here; a source's exception must leave its route, or
 * failover stops.
 */
public class MarketRoutes extends RouteBuilder {
  /** Exchange property with what the source in turn brought. */
  private static final String GATHERED = "gathered";

  @Override
  public void configure() {
    var desk = getContext().getRegistry().findSingleByType(Desk.class);
    getContext().getRegistry().bind("marketHttp", MarketHttp.client(getContext()));
    var own = MarketOrder.pairs(getContext());
    from("direct:market")
        .routeId("market")
        .routeConfigurationId("market")
        .errorHandler(noErrorHandler())
        .routeDescription("Candles: fresh, whole and sane, from the first source that has them")
        .choice()
        .when(e -> own.contains(topic(e).pair()))
        .toD("direct:market-order-${exchangeProperty.topic.pair}")
        .otherwise()
        .to("direct:market-order")
        .end();
    order(desk, "market-order", MarketOrder.usual(getContext()));
    own.forEach(p -> order(desk, "market-order-" + p, MarketOrder.of(getContext(), p)));
    for (var name : MarketOrder.all(getContext())) {
      gather(desk, name);
      witness(desk, name);
      ask(desk, name);
    }
  }

  /** Failover in the given order; what is still fresh in store when all fail. */
  private void order(Desk desk, String route, List<String> sources) {
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
        .process(e -> e.getMessage().setBody(held(desk, e, sources), Candles.class))
        .doFinally()
        .process(MarketRoutes::unmark)
        .end();
  }

  private void gather(Desk desk, String name) {
    from("direct:market-" + name)
        .routeId("market-" + name)
        .routeConfigurationId("market")
        .onException(IOException.class)
        .maximumRedeliveries(2)
        .redeliveryDelay("{{market.ask-again-after:500}}")
        .logExhausted(false)
        .process(e -> desk.failed(topic(e), name, MarketHttp.cause(e)))
        .end()
        .onException(Exception.class)
        .logExhausted(false)
        .process(e -> desk.failed(topic(e), name, MarketHttp.cause(e)))
        .end()
        .process(e -> e.setProperty(ExchangeProperties.ERRAND, desk.gather(topic(e), name)))
        .loopDoWhile(e -> errand(e).wantsMore())
        .to("direct:market-ask-" + name)
        .end()
        .removeHeaders("*")
        .process(e -> e.setProperty(GATHERED, e.removeProperty(ExchangeProperties.ERRAND)))
        .recipientList()
        .exchange(this::witnesses)
        .end()
        .process(e -> e.getMessage().setBody(desk.candles(gathered(e)), Candles.class))
        .removeProperty(GATHERED)
        .log(LoggingLevel.DEBUG, "market", name + " served ${body.bars.size} bars");
  }

  /** Endpoints of the sources that may be asked what they say of the bars gathered. */
  private List<String> witnesses(Exchange exchange) {
    var desk = getContext().getRegistry().findSingleByType(Desk.class);
    var order = MarketOrder.of(getContext(), topic(exchange).pair());
    return desk.others(gathered(exchange), order).stream()
        .map(name -> "direct:witness-" + name)
        .toList();
  }

  /** A witness may be absent: what it brings is in store, and its failure is its own. */
  private void witness(Desk desk, String name) {
    from("direct:witness-" + name)
        .routeId("witness-" + name)
        .routeConfigurationId("market")
        .errorHandler(noErrorHandler())
        .doTry()
        .process(e -> e.setProperty(ExchangeProperties.ERRAND, desk.glance(gathered(e), name)))
        .loopDoWhile(e -> errand(e).wantsMore())
        .to("direct:market-ask-" + name)
        .end()
        .endDoTry()
        .doCatch(Exception.class)
        .process(e -> desk.failed(topic(e), name, MarketHttp.cause(e)))
        .end()
        .removeHeaders("*")
        .removeProperty(ExchangeProperties.ERRAND);
  }

  /** One request and what came of it; the caller repeats it whole, so nothing is handled here. */
  private void ask(Desk desk, String name) {
    from("direct:market-ask-" + name)
        .routeId("market-ask-" + name)
        .routeConfigurationId("market")
        .errorHandler(noErrorHandler())
        .throttle(simple("{{market.per-second:8}}"))
        .removeHeaders("*", MarketHttp.COUNTER)
        .process(e -> MarketHttp.write(e, errand(e).next()))
        .to(MarketHttp.sourceUri(name, desk.source(name).url()))
        .process(e -> errand(e).take(MarketHttp.read(e)))
        .removeHeaders("*", MarketHttp.COUNTER);
  }

  /** A source that failed is dealt with here; the marks would keep the caller's own policy away. */
  private static void unmark(Exchange exchange) {
    exchange.getExchangeExtension().setFailureHandled(false);
    exchange.getExchangeExtension().setRedeliveryExhausted(false);
    exchange.getExchangeExtension().setErrorHandlerHandled(null);
  }

  private static Candles held(Desk desk, Exchange exchange, List<String> sources) {
    return desk.held(topic(exchange), sources, MarketHttp.cause(exchange));
  }

  private static Gathering gathered(Exchange exchange) {
    return exchange.getProperty(GATHERED, Gathering.class);
  }

  static TopicSpec topic(Exchange exchange) {
    return exchange.getProperty("topic", TopicSpec.class);
  }

  private static Errand errand(Exchange exchange) {
    return exchange.getProperty(ExchangeProperties.ERRAND, Errand.class);
  }
}
