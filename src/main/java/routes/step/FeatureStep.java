package routes.step;

import domain.Role;
import domain.TopicSpec;
import domain.Window;
import domain.market.CandleSeries;
import domain.market.FeatureVector;
import features.FeatureSet;
import inference.artifact.ModelManifest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import market.fetch.MinutePriceFetch.KnownReturn;
import ops.WorkerMetrics;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.topic.ExchangeProperties;
import routes.topic.TopicPlan.ModelLocation;
import routes.topic.TopicPlan.TopicRegistry;

/** Candles to features: the names and the order are those of the model in use. */
public class FeatureStep {
  private static final Logger LOG = LoggerFactory.getLogger(FeatureStep.class);

  private final TopicRegistry topics;
  private final WorkerMetrics meters;
  private final Map<List<String>, FeatureSet> sets = new ConcurrentHashMap<>();
  private final Map<RowInput, FeatureRow> rows = new ConcurrentHashMap<>();

  private record RowInput(String pair, Duration step, Duration horizon, List<String> features) {}

  /**
   * Candles are told apart by identity: {@link market.CandleService} hands out equal ones once.
   * Those with other pairs beside them are put together anew each time.
   */
  private record FeatureRow(CandleSeries candles, double known, FeatureVector row) {
    boolean isOlderThan(CandleSeries other) {
      return candles.pair().equals(other.pair())
          && candles.step().equals(other.step())
          && candles.asOf().isBefore(other.asOf());
    }
  }

  public FeatureStep(TopicRegistry topics, WorkerMetrics meters) {
    this.topics = topics;
    this.meters = meters;
  }

  /** The row for the model that {@link #otherPairs} has validated. */
  public FeatureVector buildFeatures(
      @ExchangeProperty(ExchangeProperties.TOPIC) TopicSpec topic,
      @ExchangeProperty(ExchangeProperties.KNOWN) KnownReturn known,
      @ExchangeProperty(ExchangeProperties.WINDOW) Window window,
      @Body CandleSeries candles) {
    FeatureVector row = latestRow(topic, candles, known == null ? 0 : known.value());
    if (window != null) {
      countRequest(window);
    }
    return row;
  }

  /** Topics of one pair that open together, and epochs between two bars, share a row. */
  private FeatureVector latestRow(TopicSpec topic, CandleSeries candles, double known) {
    FeatureSet features = featureSet(local(topic).predictor().activeManifest());
    RowInput input =
        new RowInput(candles.pair(), candles.step(), topic.horizon(), features.names());
    FeatureRow last = rows.get(input);
    if (last == null || last.candles() != candles || last.known() != known) {
      last = new FeatureRow(candles, known, features.latestRow(candles, topic.horizon(), known));
      rows.values().removeIf(it -> it.isOlderThan(candles)); // also of models long replaced
      rows.put(input, last);
    }
    return last.row();
  }

  /**
   * The topic once for each other pair that the model's features name, to be asked for like it.
   * Validates the artifact first, so that a bad model is named before any request.
   */
  public List<TopicSpec> otherPairs(@ExchangeProperty(ExchangeProperties.TOPIC) TopicSpec topic) {
    return featureSet(local(topic).predictor().refreshAndValidate(topic)).pairs().stream()
        .filter(it -> !it.equals(topic.pair()))
        .map(topic::withPair)
        .toList();
  }

  private void countRequest(Window window) {
    meters.countOffchainEvent(
        Role.WORKER, "inference_request", window.key().worker(), window.topic());
  }

  private ModelLocation.Local local(TopicSpec topic) {
    return (ModelLocation.Local) topics.plan(topic.id()).model();
  }

  private FeatureSet featureSet(ModelManifest model) {
    return sets.computeIfAbsent(model.features(), FeatureSet::forModel);
  }

  /**
   * What the guard measures a model server's answer by: the market's volatility, or without candles
   * nothing but the topic's own bounds.
   */
  public FeatureVector buildScale(
      @ExchangeProperty(ExchangeProperties.TOPIC) TopicSpec topic,
      @ExchangeProperty(ExchangeProperties.WINDOW) Window window,
      @ExchangeProperty(ExchangeProperties.CANDLES) CandleSeries candles) {
    countRequest(window);
    return candles == null
        ? FeatureVector.withoutFeatures(window.openedAt(), Double.POSITIVE_INFINITY)
        : FeatureSet.scaleOnly(candles, topic.horizon());
  }

  /** Keeps the candles for the guard where there are any. */
  public static Exchange keepCandlesIfAny(Exchange exchange, Exchange answer) {
    exchange.setProperty(
        ExchangeProperties.CANDLES, answer.getMessage().getBody(CandleSeries.class));
    return exchange;
  }

  /** Keeps the known part beside the candles, which stay the body. */
  public static Exchange keepKnownPartAsProperty(Exchange candles, Exchange answer) {
    KnownReturn known = answer.getMessage().getBody(KnownReturn.class);
    KnownReturn kept =
        known.ifCompatibleWith(candles.getMessage().getBody(CandleSeries.class).origin());
    if (!kept.note().isEmpty()) { // else nobody was asked
      LOG.info(
          "{}: known part of the return {}, {}",
          candles.getProperty(ExchangeProperties.WINDOW),
          kept.value(),
          kept.note());
    }
    candles.setProperty(ExchangeProperties.KNOWN, kept);
    return candles;
  }
}
