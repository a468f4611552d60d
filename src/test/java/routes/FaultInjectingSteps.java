package routes;

import domain.Attempt;
import domain.Claim;
import domain.Prediction;
import domain.Provenance;
import domain.Submission;
import domain.Submission.BroadcastResult;
import domain.Submission.SubmissionOutcome;
import domain.TopicSpec;
import domain.TopicSpec.PredictionTarget;
import domain.Window;
import domain.WindowKey;
import domain.market.Candle;
import domain.market.CandleSeries;
import domain.market.DataOrigin;
import domain.market.FeatureVector;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import journal.Journal;
import journal.entry.Entry;
import market.fetch.MinutePriceFetch.KnownReturn;
import market.quality.CandleLimits;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import routes.forecast.ForecastStep;
import routes.health.HeartbeatReporter;
import routes.health.StandingReporter;
import routes.step.ClaimStep;
import routes.step.FeatureStep;
import routes.step.GuardStep;
import routes.step.LastGoodValueFallback;
import routes.step.LocalModelStep;
import routes.step.PollGate;
import routes.step.ScoringStep;
import routes.topic.CompetitionCalendarTest;
import routes.topic.ExchangeProperties;
import routes.topic.LeasedTopics;
import routes.topic.TopicPlan.TopicRegistry;

/** Every step of the protocol, well until a mishap is planted in it. */
public final class FaultInjectingSteps {
  static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
  static final TopicSpec TOPIC =
      new TopicSpec(67, PredictionTarget.LOG_RETURN, "btcusd", Duration.ofHours(168));

  private static final String WORKER =
      UnusedWorkerClients.workers().defaultClient().workerAddress();

  private static final CandleSeries CANDLES =
      new CandleSeries(
          "btcusd",
          Duration.ofHours(1),
          new DataOrigin.RealMarket("tiingo"),
          List.of(new Candle(NOW, 1, 1, 1, 1, 1)));

  private final Map<String, Supplier<Throwable>> planted = new HashMap<>();
  private final Journal journal;
  private Window window = window(700);

  FaultInjectingSteps(Journal journal) {
    this.journal = journal;
  }

  private static Window window(long nonce) {
    WindowKey key = new WindowKey("c", 67, nonce, WORKER);
    return new Window(key, nonce + 600, NOW, NOW.plusSeconds(3000));
  }

  Window window() {
    return window;
  }

  /** All healthy again, and another window open. */
  void next() {
    planted.clear();
    window = window(window.nonce() + 720);
  }

  void plant(String step, Supplier<Throwable> fault) {
    planted.put(step, fault);
  }

  void clearFaults() {
    planted.clear();
  }

  /** The answer, unless a mishap is planted: it is thrown, or nothing is answered. */
  <T> T at(String step, Supplier<T> answer) {
    if (!planted.containsKey(step)) {
      return answer.get();
    }
    Throwable fault = planted.get(step).get();
    if (fault != null) {
      sneak(fault);
    }
    return null;
  }

  @SuppressWarnings("unchecked")
  private static <E extends Throwable> void sneak(Throwable fault) throws E {
    throw (E) fault;
  }

  Object network(String step, Object body) {
    return at(
        step,
        () ->
            switch (step) {
              case "windows" -> List.of(window);
              case "sign" -> signed((Claim) body);
              case "broadcast" -> new BroadcastResult.InMempool("node");
              default -> new SubmissionOutcome.Accepted(702);
            });
  }

  private Submission signed(Claim claim) {
    return new Submission(
        claim,
        new Attempt(
            1, "bytes", "HASH" + window, 7, 200_000, BigInteger.TEN, window.lastHeight(), 1));
  }

  CandleSeries market() {
    return at("market", () -> CANDLES);
  }

  static KnownReturn known() {
    return new KnownReturn(0.001, CANDLES.origin(), "tiingo: as told");
  }

  private static Provenance provenance() {
    return new Provenance(CANDLES.origin(), NOW, 1, "input", "model", "test");
  }

  PredictionRoute.Steps steps() {
    return new PredictionRoute.Steps(
        PollGate.alwaysOpen(),
        new Topics(),
        CompetitionCalendarTest.always(journal, () -> NOW),
        LeasedTopics.all(),
        new FakeRouteSteps.UnconcernedGuard(),
        new Features(),
        new Model(),
        new ValueGuard(),
        ForecastStep.none(),
        new Claiming(journal),
        new NoFallback());
  }

  private static final class Topics extends TopicRegistry {
    Topics() {
      super(List.of());
    }

    @Override
    public TopicSpec spec(long id) {
      return TOPIC;
    }
  }

  private final class Features extends FeatureStep {
    Features() {
      super(null, null);
    }

    @Override
    public List<TopicSpec> otherPairs(@ExchangeProperty(ExchangeProperties.TOPIC) TopicSpec topic) {
      return List.of();
    }

    @Override
    public FeatureVector buildFeatures(
        @ExchangeProperty(ExchangeProperties.TOPIC) TopicSpec topic,
        @ExchangeProperty(ExchangeProperties.KNOWN) KnownReturn known,
        @ExchangeProperty(ExchangeProperties.WINDOW) Window window,
        @Body CandleSeries candles) {
      return at(
          "features",
          () -> new FeatureVector(List.of("a"), List.of(1.0), "schema", candles.asOf(), 1));
    }
  }

  private final class Model extends LocalModelStep {
    Model() {
      super(null, null);
    }

    @Override
    public boolean isServedLocally(@ExchangeProperty(ExchangeProperties.TOPIC) TopicSpec topic) {
      return true;
    }

    @Override
    public double[] predict(
        @ExchangeProperty(ExchangeProperties.TOPIC) TopicSpec topic, @Body FeatureVector row) {
      return at("model", () -> new double[] {row.values().get(0)});
    }
  }

  private final class ValueGuard extends GuardStep {
    ValueGuard() {
      super(null, null, null, "test");
    }

    @Override
    public boolean needsConsensus(@ExchangeProperty(ExchangeProperties.TOPIC) TopicSpec topic) {
      return false;
    }

    @Override
    public Prediction validate(
        @ExchangeProperty(ExchangeProperties.TOPIC) TopicSpec topic,
        @ExchangeProperty(ExchangeProperties.CANDLES) CandleSeries candles,
        @ExchangeProperty(ExchangeProperties.ROW) FeatureVector row,
        @ExchangeProperty(ExchangeProperties.CONSENSUS) OptionalDouble consensus,
        @ExchangeProperty(ExchangeProperties.KNOWN) KnownReturn known,
        @Body double[] raw) {
      return at("guard", () -> new Prediction(67, raw[0], provenance()));
    }
  }

  private final class Claiming extends ClaimStep {
    Claiming(Journal journal) {
      super(journal);
    }

    @Override
    public Claim createClaim(
        @ExchangeProperty(ExchangeProperties.WINDOW) Window window, @Body Prediction prediction) {
      return at("claim", () -> super.createClaim(window, prediction));
    }
  }

  private static final class NoFallback extends LastGoodValueFallback {
    NoFallback() {
      super(null, null, () -> NOW);
    }

    @Override
    public boolean isDue(Exchange exchange) {
      return false;
    }
  }

  /** The heartbeat, as far as its route calls it. */
  final class Heartbeat extends HeartbeatReporter {
    Heartbeat() {
      super(null, null, null, null, null, null);
    }

    @Override
    public String buildMessage() {
      return at("heartbeat", () -> "alive");
    }

    @Override
    public void updateMeters() {
      at("levels", () -> "measured");
    }
  }

  /** The network's judgement, as far as its route asks for it. */
  final class Standing extends StandingReporter {
    Standing() {
      super(null, null, Map.of(), null);
    }

    @Override
    public void update() {
      at("standing", () -> "judged");
    }
  }

  /** One row waits for its truth: that of the window in question. */
  final class Scoring extends ScoringStep {
    Scoring() {
      super(null, null, () -> NOW, CandleLimits.DEFAULT, null);
    }

    @Override
    public void recordLossMethods() {}

    @Override
    public List<Entry> findUnscored() {
      return List.of(journal.find(window.key()).orElseThrow());
    }

    @Override
    public TopicSpec topicOf(@Body Entry entry) {
      return TOPIC;
    }

    @Override
    public void score(
        @ExchangeProperty(ExchangeProperties.ENTRY) Entry entry, @Body CandleSeries candles) {
      at("score", () -> "scored " + candles.bars().size());
    }
  }
}
