package lab.train;

import base.Sha256Hex;
import domain.TopicSpec;
import domain.TopicSpec.PredictionTarget;
import domain.market.CandleSeries;
import features.FeatureSet;
import features.PriceSeries;
import inference.artifact.ModelArtifact;
import inference.artifact.ModelManifest;
import inference.artifact.ModelSample;
import inference.artifact.TensorType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Feature rows with the targets that had ended at training time: the last origin lies one horizon
 * before the end of the data, and there is no random split.
 *
 * @param step length of a bar
 * @param horizon in bars
 * @param rows one row per bar, one number per feature
 * @param targets log-returns over the horizon, one per row
 * @param first start of the newest bar of the first row
 * @param until end of the last target
 */
public record TrainingSet(
    String pair,
    Duration step,
    int horizon,
    FeatureSet features,
    double[][] rows,
    double[] targets,
    Instant first,
    Instant until) {
  static final String KNOWN = "known_return";
  static final String LOG_PRICE = "log_price";

  /** Log price at which the samples of a price model are taken. */
  private static final double SAMPLE_LOG_PRICE = 11;

  /**
   * @throws IllegalArgumentException if the candles hold no origin with features and a target
   */
  public static TrainingSet of(CandleSeries candles, FeatureSet features, int horizon) {
    CandleHistory history = CandleHistory.of(candles);
    int from = features.minBars(candles.step()) - 1;
    int to = history.size() - horizon;
    if (horizon < 1 || to <= from + features.names().size()) {
      throw new IllegalArgumentException(
          "%d %ss are too few to train on: the features need %d, the horizon %d"
              .formatted(history.size(), history.unit(), from + 1, horizon));
    }
    PriceSeries series = history.series();
    double[] targets =
        IntStream.range(from, to)
            .mapToDouble(t -> series.logReturn(t + horizon, horizon))
            .toArray();
    return new TrainingSet(
        candles.pair(),
        candles.step(),
        horizon,
        features,
        features.rows(series, from, to),
        targets,
        history.timeOfRow(from),
        history.timeOfRow(history.size() - 1));
  }

  /** A model that was fitted to the rows, ready to be written. */
  record FittedModel(
      String name,
      PredictionTarget target,
      List<String> inputs,
      TensorType dtype,
      byte[] onnx,
      List<ModelSample> samples) {}

  /**
   * Writes the model as an artifact.
   *
   * @param method by which it was fitted, with its settings
   */
  ModelManifest write(Path dir, FittedModel model, String method) throws IOException {
    ModelManifest manifest =
        new ModelManifest(
            ModelManifest.FORMAT,
            model.name(),
            model.inputs(),
            model.inputs().size(),
            Sha256Hex.ofLines(model.inputs()),
            model.dtype(),
            model.target(),
            pair,
            step.multipliedBy(horizon),
            Sha256Hex.of(model.onnx()),
            model.samples(),
            describeOrigin(method),
            until.toString(),
            null);
    new ModelArtifact(manifest, model.onnx()).write(dir);
    return manifest;
  }

  /**
   * Inputs of a model of prices: the features, then the newest price and the known return if they
   * are not among them.
   */
  List<String> inputsOfPrice() {
    List<String> inputs = new ArrayList<>(features.names());
    List.of(LOG_PRICE, KNOWN).stream().filter(it -> !inputs.contains(it)).forEach(inputs::add);
    return inputs;
  }

  /** A sample row with a price among its inputs. */
  static double[] withPrice(double[] row, List<String> inputs) {
    double[] wide = Arrays.copyOf(row, inputs.size());
    int price = inputs.indexOf(LOG_PRICE);
    if (price >= row.length) { // else the row has one, which its answer follows from
      wide[price] = SAMPLE_LOG_PRICE;
    }
    return wide;
  }

  /** Method and rows of training in one sentence, for the manifest. */
  private String describeOrigin(String method) {
    String kind = step.equals(TopicSpec.HOUR) ? "hourly" : "minute";
    return "dromedary train, %s on %s, %d %s rows from %s, targets ended by %s"
        .formatted(method, pair, rows.length, kind, first, until);
  }

  /** A few evenly spread rows, for the samples of the artifact. */
  List<double[]> evenlySpacedRows() {
    int count = Math.min(8, rows.length);
    return IntStream.range(0, count)
        .mapToObj(i -> rows[(int) ((long) (rows.length - 1) * i / Math.max(1, count - 1))])
        .toList();
  }

  static ModelSample sample(double[] row, double answer) {
    return new ModelSample(Arrays.stream(row).boxed().toList(), answer);
  }
}
