package lab.train;

import base.Sha256Hex;
import domain.TopicSpec.PredictionTarget;
import inference.artifact.ModelArtifact;
import inference.artifact.ModelManifest;
import inference.artifact.ModelSample;
import inference.artifact.OnnxGraphBuilder;
import inference.artifact.OnnxModelWriter;
import inference.artifact.TensorType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Fits a ridge on standardised features and writes it as an artifact: the same rows, the same
 * bytes. What is known of the return counts in full, whatever the rows say: it was 0 in all of
 * them.
 */
public final class RidgeTrainer {
  private static final String KNOWN = "known_return";

  /** Shrinks the drift as if that many horizons without any drift had been seen before. */
  private static final double HORIZONS_WITHOUT_DRIFT = 100;

  private RidgeTrainer() {}

  /**
   * @param penalty in units of the number of rows; 1 halves a coefficient that stands alone
   */
  public static ModelManifest trainAndWrite(Path dir, TrainingSet data, double penalty)
      throws IOException {
    RidgeRegression ridge = fit(data, penalty);
    List<String> names = data.features().names();
    byte[] model = buildOnnx(ridge, names);
    List<ModelSample> samples =
        data.evenlySpacedRows().stream()
            .map(row -> TrainingSet.sample(row, ridge.predict(row)))
            .toList();
    ModelManifest manifest =
        new ModelManifest(
            ModelManifest.FORMAT,
            "ridge",
            names,
            names.size(),
            Sha256Hex.ofLines(names),
            TensorType.FLOAT64,
            PredictionTarget.LOG_RETURN,
            data.pair(),
            data.horizonHours(),
            Sha256Hex.of(model),
            samples,
            data.describeOrigin("ridge with penalty " + penalty),
            data.until().toString(),
            null);
    new ModelArtifact(manifest, model).write(dir);
    return manifest;
  }

  /** The intercept is shrunk: over a few years a drift cannot be told from chance. */
  public static RidgeRegression fit(TrainingSet data, double penalty) {
    double[] spread = columnDeviations(data.rows());
    double[][] scaled =
        Arrays.stream(data.rows()).map(row -> divide(row, spread)).toArray(double[][]::new);
    int count = scaled.length;
    RidgeRegression ridge = RidgeRegression.fit(scaled, data.targets(), 0, count, penalty * count);
    double[] coefficients = divide(ridge.coefficients(), spread);
    int known = data.features().names().indexOf(KNOWN);
    if (known >= 0) {
      coefficients[known] = 1;
    }
    double horizons = (double) count / data.horizonHours();
    double disbelief = HORIZONS_WITHOUT_DRIFT / (horizons + HORIZONS_WITHOUT_DRIFT);
    double mean = Arrays.stream(data.targets()).average().orElse(0);
    return new RidgeRegression(ridge.intercept() - disbelief * mean, coefficients);
  }

  private static byte[] buildOnnx(RidgeRegression ridge, List<String> names) {
    double[][] column = new double[names.size()][1];
    for (int i = 0; i < column.length; i++) {
      column[i][0] = ridge.coefficients()[i];
    }
    OnnxGraphBuilder t = new OnnxGraphBuilder("ridge");
    t.addNode("MatMul", "weighed", OnnxModelWriter.INPUT, t.addMatrix("coefficients", column));
    t.addNode(
        "Add", OnnxModelWriter.OUTPUT, "weighed", t.addScalar("intercept", ridge.intercept()));
    return OnnxModelWriter.toBytes(t.graph(), OnnxGraphBuilder.DOUBLE, names.size(), names);
  }

  /** Standard deviation of each column; 1 for one that never changes. */
  private static double[] columnDeviations(double[][] rows) {
    double[] spread = new double[rows[0].length];
    for (int i = 0; i < spread.length; i++) {
      int column = i;
      double mean = Arrays.stream(rows).mapToDouble(row -> row[column]).average().orElseThrow();
      double squares =
          Arrays.stream(rows).mapToDouble(row -> Math.pow(row[column] - mean, 2)).sum();
      spread[i] = squares > 0 ? Math.sqrt(squares / rows.length) : 1;
    }
    return spread;
  }

  private static double[] divide(double[] row, double[] by) {
    double[] divided = new double[row.length];
    for (int i = 0; i < row.length; i++) {
      divided[i] = row[i] / by[i];
    }
    return divided;
  }
}
