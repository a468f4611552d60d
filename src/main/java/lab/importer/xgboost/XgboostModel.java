package lab.importer.xgboost;

import inference.artifact.ModelSample;
import inference.artifact.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * An XGBoost regressor of a kind that means the same in ONNX: trees or a linear booster, identity
 * link, one target.
 *
 * @param features names, empty if the model was trained without
 * @param baseScore prediction before any tree
 * @param trees the trees that its own {@code predict} uses
 * @param weights weights of a linear booster, the last one its bias; empty for trees
 * @param missing value that stands for a missing feature; NaN for none
 * @param scaling applied to a row before
 */
public record XgboostModel(
    int width,
    List<String> features,
    float baseScore,
    List<RegressionTree> trees,
    float[] weights,
    float missing,
    InputScaling scaling) {

  public XgboostModel withScaling(InputScaling before) {
    before.requireWidth(width);
    return new XgboostModel(width, features, baseScore, trees, weights, missing, before);
  }

  public TensorType dtype() {
    return scaling.isNone() && weights.length == 0 ? TensorType.FLOAT32 : TensorType.FLOAT64;
  }

  public byte[] toOnnx(List<String> names) {
    return new XgboostGraph(this).toOnnx(names);
  }

  public List<ModelSample> answer(double[][] rows) {
    return Arrays.stream(rows).map(this::sample).toList();
  }

  /**
   * The prediction in plain arithmetic, against which the ONNX file is checked. ONNX sums in
   * float32 and in another order: each addition loses up to half a unit in the last place.
   */
  private ModelSample sample(double[] row) {
    List<Double> terms = new ArrayList<>();
    float[] inputs = narrow(row);
    trees.forEach(tree -> terms.add((double) tree.predict(inputs)));
    for (int i = 0; i < weights.length; i++) {
      float input = i == width ? 1 : inputs[i];
      terms.add(Float.isNaN(input) ? 0 : (double) input * weights[i]);
    }
    double sum = baseScore;
    double size = Math.abs(baseScore);
    for (double term : terms) {
      sum += term;
      size += Math.abs(term);
    }
    double rounding = terms.size() * size * Math.ulp(1f) / 2;
    return new ModelSample(Arrays.stream(row).boxed().toList(), sum, rounding);
  }

  private float[] narrow(double[] row) {
    double[] scaled = scaling.apply(row);
    float[] narrow = new float[scaled.length];
    for (int i = 0; i < narrow.length; i++) {
      float value = (float) scaled[i];
      narrow[i] = value == missing ? Float.NaN : value;
    }
    return narrow;
  }

  /** Random rows beside the thresholds, where errors in a tree show. */
  public double[][] sampleRows(int count, Random random) {
    double[][] rows = new double[count][];
    for (int r = 0; r < count; r++) {
      double[] row = random.doubles(width, -1, 1).toArray();
      for (int i = 0; i < 8 * width && !trees.isEmpty(); i++) {
        moveNearThreshold(trees.get(random.nextInt(trees.size())), row, random);
      }
      rows[r] = scaling.invert(row);
    }
    return rows;
  }

  private static void moveNearThreshold(RegressionTree tree, double[] row, Random random) {
    int node = random.nextInt(tree.left().length);
    int feature = tree.feature()[node];
    if (tree.left()[node] >= 0 && feature >= 0 && feature < row.length) {
      row[feature] = (float) (tree.value()[node] * (1 + 0.1 * random.nextGaussian()));
    }
  }
}
