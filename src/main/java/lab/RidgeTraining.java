package lab;

import domain.Target;
import inference.Artifact;
import inference.Dtype;
import inference.Manifest;
import inference.Sample;
import inference.Sha256;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Fits a ridge on standardised features and writes it as an artifact: the same rows, the same
 * bytes. What is known of the return counts in full, whatever the rows say: it was 0 in all of
 * them.
 */
public final class RidgeTraining {
  private static final String KNOWN = "known_return";

  private RidgeTraining() {}

  /**
   * @param penalty in units of the number of rows; 1 halves a coefficient that stands alone
   */
  public static Manifest write(Path dir, TrainingRows data, double penalty) throws IOException {
    Ridge ridge = fit(data, penalty);
    List<String> names = data.features().names();
    byte[] model = model(ridge, names);
    List<Sample> samples =
        data.some().stream().map(row -> TrainingRows.sample(row, ridge.predict(row))).toList();
    Manifest manifest =
        new Manifest(
            Manifest.FORMAT,
            "ridge",
            names,
            names.size(),
            Sha256.ofNames(names),
            Dtype.FLOAT64,
            Target.LOG_RETURN,
            data.pair(),
            data.horizonHours(),
            Sha256.of(model),
            samples,
            data.provenance("ridge with penalty " + penalty),
            data.until().toString());
    new Artifact(manifest, model).write(dir);
    return manifest;
  }

  static Ridge fit(TrainingRows data, double penalty) {
    double[] spread = spread(data.rows());
    double[][] scaled =
        Arrays.stream(data.rows()).map(row -> divided(row, spread)).toArray(double[][]::new);
    int count = scaled.length;
    Ridge ridge = Ridge.fit(scaled, data.targets(), 0, count, penalty * count);
    double[] coefficients = divided(ridge.coefficients(), spread);
    int known = data.features().names().indexOf(KNOWN);
    if (known >= 0) {
      coefficients[known] = 1;
    }
    return new Ridge(ridge.intercept(), coefficients);
  }

  private static byte[] model(Ridge ridge, List<String> names) {
    double[][] column = new double[names.size()][1];
    for (int i = 0; i < column.length; i++) {
      column[i][0] = ridge.coefficients()[i];
    }
    OnnxTensors t = new OnnxTensors("ridge");
    t.node("MatMul", "weighed", OnnxFile.INPUT, t.matrix("coefficients", column));
    t.node("Add", OnnxFile.OUTPUT, "weighed", t.scalar("intercept", ridge.intercept()));
    return OnnxFile.bytes(t.graph(), OnnxTensors.DOUBLE, names.size(), names);
  }

  /** Standard deviation of each column; 1 for one that never changes. */
  private static double[] spread(double[][] rows) {
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

  private static double[] divided(double[] row, double[] by) {
    double[] divided = new double[row.length];
    for (int i = 0; i < row.length; i++) {
      divided[i] = row[i] / by[i];
    }
    return divided;
  }
}
