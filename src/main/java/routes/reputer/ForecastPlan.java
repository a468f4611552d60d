package routes.reputer;

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

  /** A weighted mean of each one's past losses. */
  record PastLosses() implements ForecastPlan {}

  /** A server that names them, asked for each window. */
  record Server(HttpModelServer http) implements ForecastPlan {}

  /** An artifact that answers each worker's row of past losses. */
  record Model(Predictor predictor) implements ForecastPlan {
    /**
     * @throws Failure.Retry if the artifact is not one for losses, or fails
     */
    public Map<String, Double> expected(long topic, LossForecast past, List<String> workers) {
      ModelManifest manifest =
          predictor.refreshAndValidate(TopicSpec.withoutMarket(topic, List.of()));
      if (!LossForecast.INPUTS.containsAll(manifest.features())) {
        throw new Failure.Retry(
            FailureReason.MODEL_MISMATCH,
            "model %s takes %s, a forecast of losses has %s"
                .formatted(manifest.name(), manifest.features(), LossForecast.INPUTS));
      }
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
    public void close() {
      predictor.close();
    }
  }
}
