package routes;

import domain.Candles;
import domain.FeatureVector;
import domain.Prediction;
import domain.Provenance;
import domain.TopicSpec;
import inference.Manifest;
import inference.Yardstick;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;

/** Features to a guarded prediction that knows what it was made from. */
public final class Answers {
  private final Topics topics;
  private final String codeVersion;

  public Answers(Topics topics, String codeVersion) {
    this.topics = topics;
    this.codeVersion = codeVersion;
  }

  public Prediction predict(
      @ExchangeProperty(PredictionRoute.TOPIC) TopicSpec topic,
      @ExchangeProperty(PredictionRoute.CANDLES) Candles candles,
      @Body FeatureVector row) {
    TopicPlan plan = topics.plan(topic.id());
    Manifest manifest = plan.model().ready(topic);
    double raw = plan.model().predict(row);
    Yardstick yardstick = Yardstick.of(row).withLastClose(candles.newest().close());
    return plan.guard().check(topic, raw, row, yardstick, provenance(candles, manifest));
  }

  private Provenance provenance(Candles candles, Manifest manifest) {
    return new Provenance(
        candles.origin(),
        candles.newest().time(),
        candles.bars().size(),
        candles.fingerprint(),
        manifest.sha256(),
        codeVersion);
  }
}
