package routes;

import domain.Attempt;
import domain.BroadcastResult;
import domain.Claim;
import domain.Prediction;
import domain.PredictionTarget;
import domain.Provenance;
import domain.Submission;
import domain.SubmissionOutcome;
import domain.TopicSpec;
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
import java.util.function.Supplier;
import journal.Journal;
import journal.entry.Entry;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import routes.step.ClaimStep;
import routes.topic.ExchangeProperties;

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

  void plant(String step, Supplier<Throwable> mishap) {
    planted.put(step, mishap);
  }

  void clearFaults() {
    planted.clear();
  }

  /** The answer, unless a mishap is planted: it is thrown, or nothing is answered. */
  <T> T at(String step, Supplier<T> answer) {
    if (!planted.containsKey(step)) {
      return answer.get();
    }
    Throwable mishap = planted.get(step).get();
    if (mishap != null) {
      sneak(mishap);
    }
    return null;
  }

  @SuppressWarnings("unchecked")
  private static <E extends Throwable> void sneak(Throwable mishap) throws E {
    throw (E) mishap;
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
        new Attempt(1, "bytes", "HASH" + window, 7, 200_000, BigInteger.TEN, window.lastHeight()));
  }

  CandleSeries market() {
    return at("market", () -> CANDLES);
  }

  static market.fetch.KnownReturn known() {
    return new market.fetch.KnownReturn(0.001, CANDLES.origin(), "tiingo: as told");
  }

  private static Provenance provenance() {
    return new Provenance(CANDLES.origin(), NOW, 1, "input", "model", "test");
  }

  /** Its own bean, since the route calls it without naming the method. */
  public final class Features {
    public FeatureVector buildFeatures(@Body CandleSeries candles) {
      return at(
          "features",
          () -> new FeatureVector(List.of("a"), List.of(1.0), "schema", candles.asOf(), 1));
    }
  }

  /** Likewise. */
  public final class Guard {
    public Prediction validate(@Body Double raw) {
      return at("guard", () -> new Prediction(67, raw, provenance()));
    }

    public boolean needsConsensus() {
      return false;
    }
  }

  /** Likewise. */
  public final class Fixing {
    public Claim createClaim(
        @ExchangeProperty(ExchangeProperties.WINDOW) Window window, @Body Prediction prediction) {
      return at("claim", () -> new ClaimStep(journal).createClaim(window, prediction));
    }
  }

  /** The beans that the routes call by name, all in one. */
  public final class Steps {
    public TopicSpec spec(long id) {
      return TOPIC;
    }

    public void checkAtStart() {}

    public void recordPassedEpochs() {}

    public void requireNoDuplicate() {}

    public boolean isServedLocally() {
      return true;
    }

    public Double predict(@Body FeatureVector row) {
      return at("model", () -> row.values().get(0));
    }

    public boolean isDue() {
      return false;
    }

    public Prediction lastGoodPrediction() {
      return null;
    }

    public Claim recordUse(@Body Claim claim) {
      return claim;
    }

    public void updateMeters() {
      at("levels", () -> "measured");
    }

    public String buildMessage() {
      return at("heartbeat", () -> "alive");
    }

    public TopicSpec topicOf() {
      return TOPIC;
    }

    public void score(@Body CandleSeries candles) {
      at("score", () -> "scored " + candles.bars().size());
    }

    public List<Entry> unscored() {
      return List.of(journal.find(window.key()).orElseThrow());
    }
  }
}
