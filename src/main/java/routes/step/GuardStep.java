package routes.step;

import chain.AlloraClient;
import domain.NetworkInference;
import domain.Prediction;
import domain.Provenance;
import domain.TopicSpec;
import domain.market.CandleSeries;
import domain.market.FeatureVector;
import inference.PredictionGuard;
import inference.PredictionGuard.GuardReference;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import market.fetch.MinutePriceFetch.KnownReturn;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import routes.allora.WorkerClients;
import routes.health.OperatorWarnings;
import routes.topic.ExchangeProperties;
import routes.topic.TopicPlan.ModelLocation;
import routes.topic.TopicPlan.TopicRegistry;

/** Raw value to a guarded prediction that records what it was made from. */
public class GuardStep {
  /** Under which its remarks stand. */
  public static final String PART = "guard";

  private final TopicRegistry topics;
  private final WorkerClients workers;
  private final OperatorWarnings warnings;
  private final String codeVersion;
  private final Map<String, InputHash> inputHashes = new ConcurrentHashMap<>();

  /** Of the candles of a pair that came last, told apart by identity. */
  private record InputHash(CandleSeries candles, String hash) {}

  public GuardStep(
      TopicRegistry topics, WorkerClients workers, OperatorWarnings warnings, String codeVersion) {
    this.topics = topics;
    this.workers = workers;
    this.warnings = warnings;
    this.codeVersion = codeVersion;
  }

  /**
   * @throws domain.Failure.Retry GUARD when the value may not be sent
   */
  public Prediction validate(
      @ExchangeProperty(ExchangeProperties.TOPIC) TopicSpec topic,
      @ExchangeProperty(ExchangeProperties.CANDLES) CandleSeries candles,
      @ExchangeProperty(ExchangeProperties.ROW) FeatureVector row,
      @ExchangeProperty(ExchangeProperties.CONSENSUS) OptionalDouble consensus,
      @ExchangeProperty(ExchangeProperties.KNOWN) KnownReturn known,
      @Body double[] raw) {
    PredictionGuard guard = topics.plan(topic.id()).guard();
    if (!topic.labels().isEmpty()) {
      Prediction labelled =
          guard.checkLabels(topic, raw, buildProvenance(topic, candles, row, known));
      AlloraClient allora = workers.forTopic(topic.id());
      allora.topicInfo(topic.id()).labelRules().requireAccepted(topic.id(), labelled);
      return labelled;
    }
    GuardReference reference =
        new GuardReference(
            row.scale(),
            candles == null ? OptionalDouble.empty() : OptionalDouble.of(candles.newest().close()),
            consensus == null ? OptionalDouble.empty() : consensus);
    Prediction good =
        guard.check(topic, raw[0], row, reference, buildProvenance(topic, candles, row, known));
    warnings.update(topic, PART, guard.repeatedValueWarning(topic));
    warnings.update(topic, "network", guard.implausibleConsensusWarning(topic, reference));
    return good;
  }

  /** Whether the topic's guard wants to know the network's own inference. */
  public boolean needsConsensus(@ExchangeProperty(ExchangeProperties.TOPIC) TopicSpec topic) {
    return topic.labels().isEmpty()
        && topic.hasMarket()
        && topics.plan(topic.id()).guard().comparesWithConsensus();
  }

  /** Keeps the network's inference beside the raw value, which stays the body. */
  public static Exchange keepConsensusAsProperty(Exchange raw, Exchange network) {
    Object body = network == null ? null : network.getMessage().getBody();
    if (body instanceof Optional<?> told
        && told.orElse(null) instanceof NetworkInference inference) {
      raw.setProperty(ExchangeProperties.NETWORK_INFERENCE, inference);
      raw.setProperty(ExchangeProperties.CONSENSUS, OptionalDouble.of(inference.value()));
    }
    return raw;
  }

  private Provenance buildProvenance(
      TopicSpec topic, CandleSeries candles, FeatureVector row, KnownReturn known) {
    if (candles == null) {
      return Provenance.withoutMarket(row.asOf(), modelIdentity(topic), codeVersion);
    }
    return new Provenance(
        candles.origin(),
        row.asOf(),
        candles.bars().size(),
        inputHash(candles),
        modelIdentity(topic),
        codeVersion,
        known == null ? "0" : known.toString());
  }

  private String inputHash(CandleSeries candles) {
    String series = candles.pair() + " " + candles.step();
    InputHash last = inputHashes.get(series);
    if (last == null || last.candles() != candles) {
      last = new InputHash(candles, candles.inputHash());
      inputHashes.put(series, last);
    }
    return last.hash();
  }

  private String modelIdentity(TopicSpec topic) {
    ModelLocation location = topics.plan(topic.id()).model();
    return location instanceof ModelLocation.Server server
        ? server.http().templateHash()
        : ((ModelLocation.Local) location).predictor().activeManifest().sha256();
  }
}
