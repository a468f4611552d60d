package routes;

import domain.Failure;
import domain.TopicSpec;
import domain.Window;
import domain.market.DataOrigin;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import market.CandleService;
import market.fetch.PricePointFetch;
import market.fetch.PricePointFetch.PricePoints;
import market.fetch.SourceQuery;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import routes.allora.WorkerClients;
import routes.market.SourceOrder;
import routes.market.SourceRoutes;
import routes.reputer.ReputerPlan;
import routes.reputer.ReputerPlan.ReputerRegistry;
import routes.topic.ExchangeProperties;
import scoring.GroundTruth;

/**
 * What the topic in exchange property {@code topic} asked for at the nonce of the window, once it
 * has happened: from a server of the operator's, or from minute prices of two market sources.
 */
public final class GroundTruthRoute extends RouteBuilder implements SourceRoutes {
  static final String ENDPOINT = "direct:ground-truth";

  private static final String POINTS = "pricePoints";
  private static final int ASKED = 3;

  /** Chain time between two questions about one truth; an hourly quota is for the worker too. */
  private static final Duration LONGEST_REST = Duration.ofMinutes(2);

  private static final int RESTS_IN_WINDOW = 20;

  private final CandleService candleService;
  private final ReputerRegistry topics;
  private final WorkerClients workers;
  private final Map<Long, Rest> rests = new ConcurrentHashMap<>();

  /** The sources do not tell a window's truth yet, and are not asked before this moment. */
  private record Rest(Window window, Instant until, Failure.Retry why) {}

  public GroundTruthRoute(
      CandleService candleService, ReputerRegistry topics, WorkerClients workers) {
    this.candleService = candleService;
    this.topics = topics;
    this.workers = workers;
  }

  @Override
  public void configure() {
    from(ENDPOINT)
        .routeId("ground-truth")
        .routeConfigurationId("market")
        .errorHandler(noErrorHandler())
        .routeDescription("the truth of a nonce, from a server or from the market")
        .choice()
        .when(e -> plan(e).groundTruth().isPresent())
        .process(e -> e.setProperty(ModelServerRoute.SERVER, plan(e).groundTruth().orElseThrow()))
        .to(ModelServerRoute.ENDPOINT)
        .removeProperty(ModelServerRoute.SERVER)
        .process(this::truthOfServer)
        .otherwise()
        .process(this::requireRested)
        .process(e -> e.setProperty(POINTS, new ArrayList<PricePoints>()))
        .recipientList()
        .exchange(this::sourceEndpoints)
        .end()
        .process(this::truthOfMarket)
        .removeProperty(POINTS)
        .end();
    addRoutes(this, "truth");
  }

  @Override
  public SourceQuery start(Exchange exchange, String source) {
    return candleService.startPricePointFetch(topic(exchange), moments(exchange), source);
  }

  @Override
  public void keepAnswer(Exchange exchange, SourceQuery asked) {
    points(exchange).add(((PricePointFetch) asked).pricePoints());
  }

  @Override
  public void keepFailure(Exchange exchange, String source, Exception failure) {
    points(exchange).add(PricePoints.unknown(failure.getMessage()));
  }

  private List<String> sourceEndpoints(Exchange exchange) {
    return SourceOrder.orderForPair(getContext(), topic(exchange).pair()).stream()
        .limit(ASKED)
        .map(name -> "direct:truth-" + name)
        .toList();
  }

  private void truthOfServer(Exchange exchange) {
    double[] values = exchange.getMessage().getBody(double[].class);
    Map<String, Double> labels = new LinkedHashMap<>();
    List<String> names = topic(exchange).labelNames();
    IntStream.range(0, names.size()).forEach(i -> labels.put(names.get(i), values[i]));
    exchange
        .getMessage()
        .setBody(
            new GroundTruth(
                labels.isEmpty() ? values[0] : 0,
                labels,
                new DataOrigin.RealMarket("ground-truth-url"),
                moments(exchange).get(0),
                "ground-truth-url"));
  }

  private void truthOfMarket(Exchange exchange) {
    TopicSpec topic = topic(exchange);
    List<GroundTruth> said =
        points(exchange).stream()
            .filter(PricePoints::isKnown)
            .map(
                it ->
                    GroundTruth.ofPrices(
                        topic, it.prices(), it.origin(), moments(exchange).get(1), it.note()))
            .toList();
    List<String> faults =
        points(exchange).stream().filter(it -> !it.isKnown()).map(PricePoints::note).toList();
    try {
      double allowed = candleService.allowedDisagreement();
      exchange.getMessage().setBody(GroundTruth.agreed(topic, said, allowed, faults));
    } catch (Failure.Retry unknown) {
      keepRest(window(exchange), unknown);
      throw unknown;
    }
  }

  private void requireRested(Exchange exchange) {
    Rest rest = rests.get(topic(exchange).id());
    if (rest != null
        && rest.window().key().equals(window(exchange).key())
        && candleService.now().isBefore(rest.until())) {
      throw rest.why();
    }
  }

  private void keepRest(Window window, Failure.Retry why) {
    Duration share =
        Duration.between(window.openedAt(), window.closesAt()).dividedBy(RESTS_IN_WINDOW);
    Duration rest = share.compareTo(LONGEST_REST) < 0 ? share : LONGEST_REST;
    rests.put(window.topic(), new Rest(window, candleService.now().plus(rest), why));
  }

  /** The nonce's own time, and the end of the horizon. */
  private List<Instant> moments(Exchange exchange) {
    Window window = window(exchange);
    Instant base = workers.forTopic(window.topic()).reputer().timeOf(window.nonce());
    return List.of(base, base.plus(topic(exchange).horizon()));
  }

  private ReputerPlan plan(Exchange exchange) {
    return topics.plan(topic(exchange).id());
  }

  private static Window window(Exchange exchange) {
    return exchange.getProperty(ExchangeProperties.WINDOW, Window.class);
  }

  private static TopicSpec topic(Exchange exchange) {
    return exchange.getProperty(ExchangeProperties.TOPIC, TopicSpec.class);
  }

  @SuppressWarnings("unchecked")
  private static List<PricePoints> points(Exchange exchange) {
    return exchange.getProperty(POINTS, List.class);
  }
}
