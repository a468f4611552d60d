package routes;

import domain.Claim;
import domain.Prediction;
import domain.Provenance;
import domain.TopicSpec;
import domain.Window;
import domain.market.CandleSeries;
import domain.market.FeatureVector;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import routes.topic.ExchangeProperties;

/** Beans of the prediction route that answer from a table and remember what they were asked. */
public final class FakeRouteSteps {
  final List<String> asked = new ArrayList<>();
  final TopicSpec topic;
  boolean due = true;
  RuntimeException modelFault;
  Prediction lastGood;
  OptionalDouble consensus;

  FakeRouteSteps(TopicSpec topic) {
    this.topic = topic;
  }

  public final class Topics {
    public TopicSpec spec(long id) {
      return topic;
    }
  }

  public final class Referee {
    public void checkAtStart() {}

    public void recordPassedEpochs() {}

    public void requireNoDuplicate() {}
  }

  public final class Openings {
    public boolean updateRunning() {
      return true;
    }

    public Window selectWindow(@Body List<Window> open) {
      return open.isEmpty() ? null : open.get(0);
    }

    public boolean beginIfDue(@ExchangeProperty(ExchangeProperties.WINDOW) Window window) {
      return window != null && due;
    }
  }

  public final class Features {
    public FeatureVector buildFeatures(@Body CandleSeries candles) {
      asked.add("features");
      return new FeatureVector(List.of("a"), List.of(1.0), "schema", candles.asOf(), 1);
    }
  }

  public final class Predictor {
    public boolean isServedLocally() {
      return true;
    }

    public double predict(@Body FeatureVector row) {
      asked.add("predict");
      if (modelFault != null) {
        throw modelFault;
      }
      return 0.5;
    }
  }

  public final class Guard {
    public boolean needsConsensus() {
      return true;
    }

    public Prediction validate(
        @Body double raw,
        @ExchangeProperty(ExchangeProperties.CANDLES) CandleSeries candles,
        @ExchangeProperty(ExchangeProperties.CONSENSUS) OptionalDouble network) {
      consensus = network;
      return new Prediction(topic.id(), raw, provenance(candles));
    }
  }

  public final class LastResort {
    public boolean isDue() {
      return lastGood != null;
    }

    public Prediction lastGoodPrediction() {
      return lastGood;
    }

    public Claim recordUse(@Body Claim claim) {
      asked.add("note");
      return claim;
    }
  }

  public final class Claims {
    public Claim createClaim(
        @ExchangeProperty(ExchangeProperties.WINDOW) Window window, @Body Prediction prediction) {
      asked.add("claim");
      return new Claim(window, "" + prediction.value(), prediction.provenance());
    }
  }

  /** Takes what the failure policy would write down. */
  public final class Failures {
    public void recordFailure(org.apache.camel.Exchange exchange) {
      asked.add("expected");
    }

    public void recordInternalFault(org.apache.camel.Exchange exchange) {
      asked.add("unexpected");
    }
  }

  private static Provenance provenance(CandleSeries candles) {
    return new Provenance(candles.origin(), candles.newest().time(), 1, "input", "model", "test");
  }
}
