package routes;

import domain.Candles;
import domain.FeatureVector;
import domain.TopicSpec;
import features.FeatureSet;
import inference.Manifest;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;

/** Candles to features: the names and the order are those of the model in use. */
public final class Inputs {
  private final Topics topics;

  public Inputs(Topics topics) {
    this.topics = topics;
  }

  /** Validates the artifact first, so that a bad model is named before any arithmetic. */
  public FeatureVector vector(
      @ExchangeProperty(PredictionRoute.TOPIC) TopicSpec topic, @Body Candles candles) {
    Manifest manifest = topics.plan(topic.id()).model().ready(topic);
    return FeatureSet.of(manifest.features()).at(candles, topic.horizon(), 0);
  }
}
