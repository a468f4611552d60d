package routes;

import domain.Claim;
import domain.Failure;
import domain.NetworkInference;
import domain.Prediction;
import domain.Provenance;
import domain.TopicSpec;
import domain.Window;
import domain.market.CandleSeries;
import domain.market.FeatureVector;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import market.fetch.MinutePriceFetch.KnownReturn;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import routes.forecast.ForecastStep;
import routes.step.ClaimStep;
import routes.step.DuplicateWorkerGuard;
import routes.step.FailureRecorder;
import routes.step.FeatureStep;
import routes.step.GuardStep;
import routes.step.LastGoodValueFallback;
import routes.step.LocalModelStep;
import routes.step.PollGate;
import routes.topic.CompetitionCalendar;
import routes.topic.ExchangeProperties;
import routes.topic.LeasedTopics;
import routes.topic.TopicPlan.TopicRegistry;

/** Steps of the prediction route that answer from a table and remember what they were asked. */
public final class FakeRouteSteps {
  final List<String> asked = new ArrayList<>();
  final TopicSpec topic;
  boolean due = true;
  boolean standby;
  RuntimeException modelFault;
  Prediction lastGood;
  OptionalDouble consensus;

  FakeRouteSteps(TopicSpec topic) {
    this.topic = topic;
  }

  PredictionRoute.Steps steps() {
    return new PredictionRoute.Steps(
        PollGate.alwaysOpen(),
        new Topics(),
        new Windows(),
        new LeasedTopics(wallet -> !standby, UnusedWorkerClients.workers(), it -> {}),
        new UnconcernedGuard(),
        new Features(),
        new Model(),
        new ValueGuard(),
        ForecastStep.none(),
        new Claiming(),
        new Fallback());
  }

  private final class Topics extends TopicRegistry {
    Topics() {
      super(List.of());
    }

    @Override
    public TopicSpec spec(long id) {
      return topic;
    }
  }

  /** Knows of no duplicate. */
  static final class UnconcernedGuard extends DuplicateWorkerGuard {
    UnconcernedGuard() {
      super(null, null, null);
    }

    @Override
    public void checkAtStart(@ExchangeProperty(ExchangeProperties.TOPIC) TopicSpec topic) {}

    @Override
    public void recordPassedEpochs(@Body List<Window> open) {}

    @Override
    public void requireNoDuplicate(@Body Claim claim) {}
  }

  private final class Windows extends CompetitionCalendar {
    Windows() {
      super(Map.of(), window -> Optional.empty(), null, InstantSource.system(), () -> {});
    }

    @Override
    public boolean updateRunning(@ExchangeProperty(ExchangeProperties.TOPIC) TopicSpec topic) {
      return true;
    }

    @Override
    public WindowChoice selectWindow(
        @ExchangeProperty(ExchangeProperties.TOPIC) TopicSpec topic, @Body List<Window> open) {
      Window window = open.isEmpty() ? null : open.get(0);
      return new WindowChoice(window, window != null && due, Optional.empty());
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
      asked.add("features");
      return new FeatureVector(List.of("a"), List.of(1.0), "schema", candles.asOf(), 1);
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
      asked.add("predict");
      if (modelFault != null) {
        throw modelFault;
      }
      return new double[] {0.5};
    }
  }

  private final class ValueGuard extends GuardStep {
    ValueGuard() {
      super(null, null, null, "test");
    }

    @Override
    public boolean needsConsensus(@ExchangeProperty(ExchangeProperties.TOPIC) TopicSpec topic) {
      return true;
    }

    @Override
    public Prediction validate(
        @ExchangeProperty(ExchangeProperties.TOPIC) TopicSpec topic,
        @ExchangeProperty(ExchangeProperties.CANDLES) CandleSeries candles,
        @ExchangeProperty(ExchangeProperties.ROW) FeatureVector row,
        @ExchangeProperty(ExchangeProperties.CONSENSUS) OptionalDouble network,
        @ExchangeProperty(ExchangeProperties.KNOWN) KnownReturn known,
        @Body double[] raw) {
      consensus = network;
      return new Prediction(FakeRouteSteps.this.topic.id(), raw[0], provenance(candles));
    }
  }

  private final class Fallback extends LastGoodValueFallback {
    Fallback() {
      super(null, null, InstantSource.system());
    }

    @Override
    public boolean isDue(Exchange exchange) {
      return lastGood != null;
    }

    @Override
    public Prediction lastGoodPrediction(
        @ExchangeProperty(ExchangeProperties.TOPIC) TopicSpec topic) {
      return lastGood;
    }

    @Override
    public Claim recordUse(
        @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Failure failure, @Body Claim claim) {
      asked.add("note");
      return claim;
    }
  }

  private final class Claiming extends ClaimStep {
    Claiming() {
      super(null);
    }

    @Override
    public void recordNetworkInference(
        @ExchangeProperty(ExchangeProperties.WINDOW) Window window,
        @ExchangeProperty(ExchangeProperties.NETWORK_INFERENCE) NetworkInference inference) {
      // Nothing to keep it in.
    }

    @Override
    public Claim createClaim(
        @ExchangeProperty(ExchangeProperties.WINDOW) Window window, @Body Prediction prediction) {
      asked.add("claim");
      return new Claim(window, "" + prediction.value(), prediction.provenance());
    }
  }

  /** Takes what the failure policy would write down. */
  final class Failures extends FailureRecorder {
    Failures() {
      super(null, stop -> {});
    }

    @Override
    public void recordFailure(Exchange exchange) {
      asked.add("expected");
    }

    @Override
    public void recordInternalFault(Exchange exchange) {
      asked.add("unexpected");
    }
  }

  private static Provenance provenance(CandleSeries candles) {
    return new Provenance(candles.origin(), candles.newest().time(), 1, "input", "model", "test");
  }
}
