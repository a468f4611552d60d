package routes.forecast;

import domain.Failure;
import domain.FailureReason;
import domain.TopicSpec;
import inference.HttpModelServer;
import inference.Predictor;
import inference.artifact.ModelManifest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import scoring.LossForecast;

/** Where the losses come from that a worker expects of the others. */
public sealed interface ForecastPlan extends AutoCloseable {
  @Override
  default void close() {
    // Nothing of ours runs there.
  }

  /** What a row names as its origin. */
  String identity();

  /** A weighted mean of each one's past losses. */
  record PastLosses() implements ForecastPlan {
    @Override
    public String identity() {
      return "past-losses";
    }
  }

  /** A server that names them, asked for each window. */
  record Server(HttpModelServer http) implements ForecastPlan {
    @Override
    public String identity() {
      return http.templateHash();
    }
  }

  /** An artifact that answers each worker's row of past losses. */
  record Model(Predictor predictor) implements ForecastPlan {
    /**
     * @throws Failure.Retry if the artifact is not one for losses
     */
    public ModelManifest validate(long topic) {
      ModelManifest manifest =
          predictor.refreshAndValidate(TopicSpec.withoutMarket(topic, List.of()));
      if (!LossForecast.INPUTS.containsAll(manifest.features())) {
        throw new Failure.Retry(
            FailureReason.MODEL_MISMATCH,
            "model %s takes %s, a forecast of losses has %s"
                .formatted(manifest.name(), manifest.features(), LossForecast.INPUTS));
      }
      return manifest;
    }

    /** Fails as {@link #validate}. */
    public Map<String, Double> expected(long topic, LossForecast past, List<String> workers) {
      ModelManifest manifest = validate(topic);
      double[][] rows =
          workers.stream().map(it -> past.inputs(it, manifest.features())).toArray(double[][]::new);
      double[] answers = rows.length == 0 ? new double[0] : predictor.predict(rows);
      Map<String, Double> losses = new TreeMap<>();
      for (int i = 0; i < answers.length; i++) {
        if (!Double.isFinite(answers[i])) {
          throw new Failure.Retry(
              FailureReason.MODEL,
              "model " + manifest.name() + " expects a loss of " + answers[i] + "; replace it");
        }
        losses.put(workers.get(i), answers[i]);
      }
      return losses;
    }

    @Override
    public String identity() {
      return predictor.activeManifest().sha256();
    }

    @Override
    public void close() {
      predictor.close();
    }
  }
}
