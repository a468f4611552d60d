package routes;

import domain.Candles;
import domain.FeatureVector;
import domain.Prediction;
import domain.Provenance;
import domain.TopicSpec;
import inference.Guard;
import inference.Yardstick;
import java.util.OptionalDouble;
import market.KnownPart;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
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
      @ExchangeProperty(ExchangeProperties.TOPIC) TopicSpec topic,
      @ExchangeProperty(ExchangeProperties.CANDLES) Candles candles,
      @ExchangeProperty(ExchangeProperties.ROW) FeatureVector row,
      @ExchangeProperty(ExchangeProperties.CONSENSUS) OptionalDouble consensus,
      @ExchangeProperty(ExchangeProperties.KNOWN) KnownPart known,
      @Body double raw) {
    Guard guard = topics.plan(topic.id()).guard();
    Yardstick yardstick =
        new Yardstick(
            row.scale(),
            OptionalDouble.of(candles.newest().close()),
            consensus == null ? OptionalDouble.empty() : consensus);
    Prediction good = guard.check(topic, raw, row, yardstick, provenance(topic, candles, known));
    remarks.of(topic, PART, guard.frozen(topic));
    remarks.of(topic, "network", guard.strange(topic, yardstick));
    return good;
  }

  /** Whether the topic's guard wants to know the network's own inference. */
  public boolean comparing(@ExchangeProperty(ExchangeProperties.TOPIC) TopicSpec topic) {
    return topics.plan(topic.id()).guard().comparing();
  }

  /** Keeps the network's inference beside the raw answer, which stays the body. */
  static Exchange besides(Exchange raw, Exchange network) {
    raw.setProperty(
        ExchangeProperties.CONSENSUS,
        network == null ? null : network.getMessage().getBody(OptionalDouble.class));
    return raw;
  }

  private Provenance provenance(TopicSpec topic, Candles candles, KnownPart known) {
    return new Provenance(
        candles.origin(),
        candles.newest().time(),
        candles.bars().size(),
        candles.fingerprint(),
        identity(topic),
        codeVersion,
        known == null ? "0" : known.toString());
  }

  private String identity(TopicSpec topic) {
    ModelPlace place = topics.plan(topic.id()).model();
    return place instanceof ModelPlace.Server server
        ? server.http().identity()
        : ((ModelPlace.Local) place).predictor().manifest().sha256();
  }
}
