package routes.market;

import java.util.Optional;
import market.fetch.SourceQuery;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import routes.topic.ExchangeProperties;

/** What several market sources are asked alike; that one cannot say it is an answer as well. */
public interface SourceRoutes {
  SourceQuery start(Exchange exchange, String source);

  void keepAnswer(Exchange exchange, SourceQuery asked);

  void keepFailure(Exchange exchange, String source, Exception failure);

  /** A route {@code direct:PREFIX-SOURCE} for each source, which never fails. */
  default void addRoutes(RouteBuilder routes, String prefix) {
    SourceOrder.allSources(routes.getContext()).forEach(it -> addRoute(routes, prefix, it));
  }

  private void addRoute(RouteBuilder routes, String prefix, String source) {
    String route = prefix + "-" + source;
    routes
        .from("direct:" + route)
        .routeId(route)
        .routeConfigurationId("market")
        .errorHandler(routes.noErrorHandler())
        .doTry()
        .process(e -> e.setProperty(ExchangeProperties.SOURCE_QUERY, start(e, source)))
        .loopDoWhile(e -> asked(e).planNext())
        .to("direct:market-ask-" + source)
        .end()
        .process(e -> keepAnswer(e, asked(e)))
        .endDoTry()
        .doCatch(Exception.class)
        .process(e -> keepFailure(e, source, MarketHttpClient.caughtException(e)))
        .doFinally()
        .process(e -> Optional.ofNullable(asked(e)).ifPresent(SourceQuery::end))
        .end()
        .removeHeaders("*")
        .removeProperty(ExchangeProperties.SOURCE_QUERY);
  }

  private static SourceQuery asked(Exchange exchange) {
    return exchange.getProperty(ExchangeProperties.SOURCE_QUERY, SourceQuery.class);
  }
}
