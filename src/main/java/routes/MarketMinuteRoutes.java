package routes;

import domain.Window;
import java.util.ArrayList;
import java.util.List;
import market.Desk;
import market.Errand;
import market.KnownPart;
import market.Minutes;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/**
 * The part of the return already known, from minute prices at the base of the window in exchange
 * property {@code window} and now. Two sources are asked; it never fails, 0 is an answer.
 */
public class MarketMinuteRoutes extends RouteBuilder {
  private static final int ASKED = 2;
  private static final String PARTS = "knownParts";

  @Override
  public void configure() {
    var desk = getContext().getRegistry().findSingleByType(Desk.class);
    from("direct:known-part")
        .routeId("known-part")
        .routeConfigurationId("market")
        .errorHandler(noErrorHandler())
        .routeDescription("ln(price now / price at base), or 0 with the reason")
        .process(e -> e.setProperty(PARTS, new ArrayList<KnownPart>()))
        .recipientList()
        .exchange(this::asked)
        .end()
        .process(e -> e.getMessage().setBody(desk.known(parts(e)), KnownPart.class))
        .removeProperty(PARTS);
    MarketOrder.all(getContext()).forEach(name -> minutes(desk, name));
  }

  /** Endpoints of the first sources of the topic's pair; none when switched off. */
  private List<String> asked(Exchange exchange) {
    var on = getContext().resolvePropertyPlaceholders("{{market.known-part:true}}");
    return MarketOrder.of(getContext(), MarketRoutes.topic(exchange).pair()).stream()
        .limit(Boolean.parseBoolean(on) ? ASKED : 0)
        .map(name -> "direct:minutes-" + name)
        .toList();
  }

  private void minutes(Desk desk, String name) {
    from("direct:minutes-" + name)
        .routeId("minutes-" + name)
        .routeConfigurationId("market")
        .errorHandler(noErrorHandler())
        .doTry()
        .process(
            e ->
                e.setProperty(
                    ExchangeProperties.ERRAND,
                    desk.minutes(MarketRoutes.topic(e), window(e), name)))
        .loopDoWhile(e -> e.getProperty(ExchangeProperties.ERRAND, Errand.class).wantsMore())
        .to("direct:market-ask-" + name)
        .end()
        .process(e -> parts(e).add(e.getProperty(ExchangeProperties.ERRAND, Minutes.class).known()))
        .endDoTry()
        .doCatch(Exception.class)
        .process(e -> parts(e).add(KnownPart.none(MarketHttp.cause(e).getMessage())))
        .end()
        .removeHeaders("*")
        .removeProperty(ExchangeProperties.ERRAND);
  }

  private static Window window(Exchange exchange) {
    return exchange.getProperty("window", Window.class);
  }

  @SuppressWarnings("unchecked")
  private static List<KnownPart> parts(Exchange exchange) {
    return exchange.getProperty(PARTS, List.class);
  }
}
