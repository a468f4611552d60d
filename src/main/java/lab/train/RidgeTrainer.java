package lab.train;

import domain.TopicSpec.PredictionTarget;
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
 * Fits a ridge on standardised features and writes it as an artifact; the same rows give the same
 * bytes. The known part of the return gets weight 1, as it is 0 in all training rows.
 */
public final class RidgeTrainer {
  /** Shrinks the drift as if this many horizons without drift had been seen before. */
  private static final double HORIZONS_WITHOUT_DRIFT = 100;

  private RidgeTrainer() {}

  /**
   * Trains a model of log-returns.
   *
   * @param penalty in units of the number of rows; 1 halves the coefficient of a single feature
   */
  public static ModelManifest trainAndWrite(Path dir, TrainingSet data, double penalty)
      throws IOException {
    RidgeRegression ridge = fit(data, penalty);
    List<String> names = data.features().names();
    byte[] model = buildOnnx(ridge, names, false);
    List<ModelSample> samples =
        data.evenlySpacedRows().stream()
            .map(row -> TrainingSet.sample(row, ridge.predict(row)))
            .toList();
    return write(dir, data, names, model, samples, PredictionTarget.LOG_RETURN, penalty);
  }

  private static ModelManifest write(
      Path dir,
      TrainingSet data,
      List<String> names,
      byte[] model,
      List<ModelSample> samples,
      PredictionTarget target,
      double penalty)
      throws IOException {
    TrainingSet.FittedModel made =
        new TrainingSet.FittedModel("ridge", target, names, TensorType.FLOAT64, model, samples);
    return data.write(dir, made, "ridge with penalty " + penalty);
  }

  /**
   * Trains a model of prices: the newest price, moved by the known return and by the return that
   * the ridge expects. Its inputs are the features, then those two if they are not among them.
   */
  public static ModelManifest trainAndWritePrice(Path dir, TrainingSet data, double penalty)
      throws IOException {
    RidgeRegression ridge = fit(data, penalty);
    List<String> names = data.inputsOfPrice();
    double[] coefficients = Arrays.copyOf(ridge.coefficients(), names.size());
    coefficients[names.indexOf(TrainingSet.LOG_PRICE)] += 1;
    coefficients[names.indexOf(TrainingSet.KNOWN)] = 1;
    RidgeRegression logPrice = new RidgeRegression(ridge.intercept(), coefficients);
    byte[] model = buildOnnx(logPrice, names, true);
    List<ModelSample> samples =
        data.evenlySpacedRows().stream()
            .map(row -> TrainingSet.withPrice(row, names))
            .map(row -> TrainingSet.sample(row, Math.exp(logPrice.predict(row))))
            .toList();
    return write(dir, data, names, model, samples, PredictionTarget.PRICE, penalty);
  }

  /**
   * Fits the ridge and shrinks the intercept: over a few years a drift cannot be told from chance.
   */
  public static RidgeRegression fit(TrainingSet data, double penalty) {
    double[] spread = columnDeviations(data.rows());
    double[][] scaled =
        Arrays.stream(data.rows()).map(row -> divide(row, spread)).toArray(double[][]::new);
    int count = scaled.length;
    RidgeRegression ridge = RidgeRegression.fit(scaled, data.targets(), 0, count, penalty * count);
    double[] coefficients = divide(ridge.coefficients(), spread);
    int known = data.features().names().indexOf(TrainingSet.KNOWN);
    if (known >= 0) {
      coefficients[known] = 1;
    }
    double horizons = (double) count / data.horizon();
    double disbelief = HORIZONS_WITHOUT_DRIFT / (horizons + HORIZONS_WITHOUT_DRIFT);
    double mean = Arrays.stream(data.targets()).average().orElse(0);
    return new RidgeRegression(ridge.intercept() - disbelief * mean, coefficients);
  }

  private static byte[] buildOnnx(RidgeRegression ridge, List<String> names, boolean price) {
    double[][] column = new double[names.size()][1];
    for (int i = 0; i < column.length; i++) {
      column[i][0] = ridge.coefficients()[i];
    }
    OnnxGraphBuilder t = new OnnxGraphBuilder("ridge");
    t.addNode("MatMul", "weighed", OnnxModelWriter.INPUT, t.addMatrix("coefficients", column));
    String sum = price ? "log" : OnnxModelWriter.OUTPUT;
    t.addNode("Add", sum, "weighed", t.addScalar("intercept", ridge.intercept()));
    if (price) {
      t.addNode("Exp", OnnxModelWriter.OUTPUT, sum);
    }
    return OnnxModelWriter.toBytes(t.graph(), OnnxGraphBuilder.DOUBLE, names.size(), names);
  }

  /** Standard deviation of each column; 1 for a constant column. */
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
