package routes;

import domain.Candles;
import domain.FeatureVector;
import domain.TopicSpec;
import domain.Window;
import features.FeatureSet;
import market.KnownPart;
import ops.Meters;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Candles to features: the names and the order are those of the model in use. */
public final class Inputs {
  private static final Logger LOG = LoggerFactory.getLogger(Inputs.class);

  private final Topics topics;
  private final Meters meters;

  public Inputs(Topics topics, Meters meters) {
    this.topics = topics;
    this.meters = meters;
  }

  /** Validates the artifact first, so that a bad model is named before any arithmetic. */
  public FeatureVector vector(
      @ExchangeProperty(ExchangeProperties.TOPIC) TopicSpec topic,
      @ExchangeProperty(ExchangeProperties.KNOWN) KnownPart known,
      @ExchangeProperty(ExchangeProperties.WINDOW) Window window,
      @Body Candles candles) {
    FeatureVector row =
        features(topic).at(candles, topic.horizon(), known == null ? 0 : known.value());
    if (window != null) {
      meters.worker("inference_request", window.key().worker(), window.topic());
    }
    return row;
  }

  /** A model server has inputs of its own; for the guard's yardstick any set will do. */
  private FeatureSet features(TopicSpec topic) {
    return topics.plan(topic.id()).model() instanceof ModelPlace.Local local
        ? FeatureSet.served(local.predictor().ready(topic).features())
        : FeatureSet.named("default");
  }

  /** Keeps the known part beside the candles, which stay the body. */
  static Exchange besides(Exchange candles, Exchange answer) {
    KnownPart known = answer.getMessage().getBody(KnownPart.class);
    KnownPart kept = known.beside(candles.getMessage().getBody(Candles.class).origin());
    LOG.info(
        "{} known part {}: {}",
        candles.getProperty(ExchangeProperties.WINDOW),
        kept.value(),
        kept.note());
    candles.setProperty(ExchangeProperties.KNOWN, kept);
    return candles;
  }
}
