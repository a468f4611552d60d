package routes;

import domain.Candles;
import domain.FeatureVector;
import domain.Prediction;
import domain.Provenance;
import domain.TopicSpec;
import inference.Guard;
import inference.Yardstick;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;

/** Raw answer to a guarded prediction that knows what it was made from. */
public final class Judgement {
  /** Under which its remarks stand. */
  static final String PART = "guard";

  private final Topics topics;
  private final Remarks remarks;
  private final String codeVersion;

  public Judgement(Topics topics, Remarks remarks, String codeVersion) {
    this.topics = topics;
    this.remarks = remarks;
    this.codeVersion = codeVersion;
  }

  /**
   * @throws domain.Failure.Wait GUARD when the value may not be sent
   */
  public Prediction judge(
      @ExchangeProperty(PredictionRoute.TOPIC) TopicSpec topic,
      @ExchangeProperty(PredictionRoute.CANDLES) Candles candles,
      @ExchangeProperty(PredictionRoute.ROW) FeatureVector row,
      @Body double raw) {
    Guard guard = topics.plan(topic.id()).guard();
    Yardstick yardstick = Yardstick.of(row).withLastClose(candles.newest().close());
    Prediction good = guard.check(topic, raw, row, yardstick, provenance(topic, candles));
    remarks.of(topic, PART, guard.frozen(topic));
    return good;
  }

  private Provenance provenance(TopicSpec topic, Candles candles) {
    return new Provenance(
        candles.origin(),
        candles.newest().time(),
        candles.bars().size(),
        candles.fingerprint(),
        identity(topic),
        codeVersion);
  }

  private String identity(TopicSpec topic) {
    ModelPlace place = topics.plan(topic.id()).model();
    return place instanceof ModelPlace.Server server
        ? server.http().identity()
        : ((ModelPlace.Local) place).predictor().manifest().sha256();
  }
}
