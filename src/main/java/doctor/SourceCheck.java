package doctor;

import config.Settings;
import domain.Failure;
import domain.FailureReason;
import domain.TopicSpec;
import domain.market.CandleSeries;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import market.CandleService;
import market.fetch.SourceQuery;
import market.quality.CandleQuality.QualityResult;
import market.source.CandleRequest;
import market.source.CandleRequest.SourceReply;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import routes.MarketRoute;
import routes.market.BoundedHttpComponent;
import routes.topic.ExchangeProperties;
import wiring.ComponentFactory;

/**
 * Requests candles of every source through the daemon's own market routes and applies each quality
 * rule.
 */
public final class SourceCheck implements AutoCloseable {
  /**
   * Time-out of a request in milliseconds, so that all sources are checked while an operator waits.
   */
  private static final String SHORT_REPLY = "3500";

  private final Settings settings;
  private final CandleService candleService;
  private final CamelContext camel = new DefaultCamelContext();

  public SourceCheck(Settings settings, InstantSource clock) throws Exception {
    this(settings, clock, settings.camelProperties());
  }

  private SourceCheck(Settings settings, InstantSource clock, Properties properties)
      throws Exception {
    this.settings = settings;
    this.candleService = new ComponentFactory(settings, clock).candleService();
    PropertiesComponent keys = (PropertiesComponent) camel.getPropertiesComponent();
    keys.setInitialProperties(properties);
    keys.setEnvironmentVariableMode(PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_NEVER);
    camel.getShutdownStrategy().setTimeout(1);
    camel.addRoutes(new MarketRoute(candleService));
    camel.start();
  }

  /** A check of these sources only, as the settings may name sources that do not exist. */
  public static SourceCheck ofSources(Settings settings, InstantSource clock, List<String> sources)
      throws Exception {
    Properties properties = settings.camelProperties();
    properties.keySet().removeIf(it -> it.toString().matches("market\\..+\\.sources"));
    properties.setProperty("market.sources", String.join(",", sources));
    properties.setProperty("market.reply-within", SHORT_REPLY);
    return new SourceCheck(settings, clock, properties);
  }

  /**
   * Sends one request, without retry, and stores nothing.
   *
   * @throws Exception if no reply came
   */
  public SourceReply askOnce(String source, CandleRequest ask) throws Exception {
    SingleQuery single = new SingleQuery(ask);
    Exchange exchange = new DefaultExchange(camel);
    exchange.setProperty(ExchangeProperties.SOURCE_QUERY, single);
    camel.createProducerTemplate().send("direct:market-ask-" + source, exchange);
    if (exchange.getException() != null) {
      throw exchange.getException();
    }
    return single.reply;
  }

  /**
   * Checks all sources.
   *
   * @return one result per source, in the order in which the daemon asks them
   */
  public List<SourceResult> checkSources(TopicSpec topic) {
    List<SourceResult> results = new ArrayList<>();
    for (String source : settings.sourcesForPair(topic.pair())) {
      Exchange asked = askSource(topic, source);
      CandleSeries candles = asked.getMessage().getBody(CandleSeries.class);
      Exception failure = asked.getException();
      results.add(
          new SourceResult(
              candles == null ? source : candles.origin().source(),
              failure == null ? "" : BoundedHttpComponent.describeFailure(failure),
              ruleResults(topic, source, failure)));
    }
    return results;
  }

  private Exchange askSource(TopicSpec topic, String source) {
    Exchange exchange = new DefaultExchange(camel);
    exchange.setProperty("topic", topic);
    camel.createProducerTemplate().send("direct:market-" + source, exchange);
    return exchange;
  }

  /** Rule results of the failure itself, if no candles are stored to check. */
  private List<QualityResult> ruleResults(TopicSpec topic, String source, Exception failure) {
    try {
      return candleService.checkQuality(candleService.startHistoryFetch(topic, source));
    } catch (Failure.Retry e) {
      Failure told = failure instanceof Failure it ? it : e;
      return List.of(new QualityResult("usable", false, told.reason(), told.getMessage()));
    }
  }

  @Override
  public void close() {
    camel.stop();
  }

  /**
   * @param source name of the source, with those that replaced it if any
   * @param message why the source did not serve, empty if it did
   */
  public record SourceResult(String source, String message, List<QualityResult> ruleResults) {
    public boolean isServed() {
      return message.isEmpty();
    }

    /** Whether it neither replied nor has candles stored from earlier. */
    public boolean hasNoData() {
      return ruleResults.stream()
          .anyMatch(it -> !it.passed() && it.reason() == FailureReason.NO_DATA);
    }
  }

  /** One request and its reply. */
  private static final class SingleQuery implements SourceQuery {
    private final CandleRequest ask;
    private SourceReply reply;

    SingleQuery(CandleRequest ask) {
      this.ask = ask;
    }

    @Override
    public boolean planNext() {
      return reply == null;
    }

    @Override
    public CandleRequest nextRequest() {
      return ask;
    }

    @Override
    public void acceptReply(SourceReply it) {
      reply = it;
    }
  }
}
