package lab.importer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import inference.artifact.ModelSample;
import inference.artifact.OnnxGraphBuilder;
import inference.artifact.OnnxModelWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * An XGBoost regressor read from its own JSON, under rules strict enough that what they let through
 * means the same in ONNX: plain trees, identity link, one target.
 *
 * @param features names, empty where the model was trained without
 * @param baseScore answer before any tree
 */
record XgboostModel(int width, List<String> features, float baseScore, List<RegressionTree> trees) {
  /** Attribute that scikit-learn's regressor leaves in a file. */
  static final String REGRESSOR = "scikit_learn";

  /** Python writes NaN as a bare word. */
  private static final JsonMapper PARAMETERS =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  private static final Set<String> IDENTITY_LINK =
      Set.of("reg:squarederror", "reg:linear", "reg:absoluteerror", "reg:pseudohubererror");

  /**
   * @throws IllegalArgumentException naming the rule that is broken
   */
  static XgboostModel parse(JsonNode json) {
    JsonNode learner = json.path("learner");
    JsonNode parameters = learner.path("learner_model_param");
    JsonNode booster = learner.path("gradient_booster");
    String objective = learner.path("objective").path("name").asText();
    require(booster.path("name").asText().equals("gbtree"), "the booster is not gbtree");
    require(
        IDENTITY_LINK.contains(objective), "the objective '" + objective + "' is no regression");
    require(parameters.path("num_target").asInt(1) <= 1, "there are several targets");
    require(parameters.path("num_class").asInt(0) <= 1, "there are classes");
    int width = parameters.path("num_feature").asInt();
    List<String> features = new ArrayList<>();
    learner.path("feature_names").forEach(name -> features.add(name.asText()));
    requireMissingIsNaN(statedMissing(learner.path("attributes").path(REGRESSOR).asText()));
    require(width > 0 && (features.isEmpty() || features.size() == width), "feature names differ");
    List<RegressionTree> trees = new ArrayList<>();
    for (JsonNode tree : booster.path("model").path("trees")) {
      trees.add(RegressionTree.parse(tree, width));
    }
    require(!trees.isEmpty(), "there are no trees");
    List<RegressionTree> used = trees.subList(0, treesInUse(learner, trees.size()));
    return new XgboostModel(width, features, parseBaseScore(parameters.path("base_score")), used);
  }

  /**
   * A feature that equals {@code missing} takes the default branch, which an ONNX tree does for NaN
   * alone.
   *
   * @param stated value of the regressor's parameter, "null" or empty where it is left out
   */
  static void requireMissingIsNaN(String stated) {
    require(
        Set.of("NaN", "null", "").contains(stated),
        "it was trained with missing=%s, which ONNX trees cannot express; train it with"
                .formatted(stated)
            + " missing=numpy.nan");
  }

  /** XGBoost 1.x leaves the regressor's parameters in the file, as JSON in a string. */
  private static String statedMissing(String parameters) {
    try {
      return PARAMETERS.readTree(parameters).path("missing").asText();
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("attribute " + REGRESSOR + " is no JSON", e);
    }
  }

  /**
   * XGBoost's regressor for scikit-learn answers with the trees up to the best round where training
   * was stopped early, though the file holds them all; a plain booster answers with all.
   */
  private static int treesInUse(JsonNode learner, int all) {
    JsonNode attributes = learner.path("attributes");
    if (!attributes.has("best_iteration") || !attributes.has(REGRESSOR)) {
      return all;
    }
    JsonNode model = learner.path("gradient_booster").path("model").path("gbtree_model_param");
    int perRound = Math.max(1, model.path("num_parallel_tree").asInt(1));
    int rounds = attributes.path("best_iteration").asInt(-1) + 1;
    require(rounds > 0, "best_iteration is no number");
    return (int) Math.min(all, (long) rounds * perRound);
  }

  /** Since 3.1 a list of one number, before that a number; both as text. */
  private static float parseBaseScore(JsonNode score) {
    String text = score.asText().strip();
    if (text.startsWith("[") && text.endsWith("]")) {
      text = text.substring(1, text.length() - 1);
    }
    try {
      float base = Float.parseFloat(text);
      require(Float.isFinite(base), "base_score is not finite");
      return base;
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("base_score is '" + text + "', not one number", e);
    }
  }

  byte[] toOnnx(List<String> names) {
    OnnxTreeBuilder all = new OnnxTreeBuilder();
    for (int i = 0; i < trees.size(); i++) {
      trees.get(i).addTo(all, i);
    }
    return OnnxModelWriter.toBytes(
        all.toGraph("xgboost", baseScore), OnnxGraphBuilder.FLOAT, width, names);
  }

  List<ModelSample> answer(double[][] rows) {
    return Arrays.stream(rows).map(this::sample).toList();
  }

  /**
   * The answer by walking the trees, against which the ONNX file is checked. ONNX sums in float32
   * and in an order of its own: each of the additions loses up to half a unit in the last place.
   */
  private ModelSample sample(double[] row) {
    float[] narrow = new float[row.length];
    for (int i = 0; i < row.length; i++) {
      narrow[i] = (float) row[i];
    }
    double sum = baseScore;
    double size = Math.abs(baseScore);
    for (RegressionTree tree : trees) {
      float leaf = tree.predict(narrow);
      sum += leaf;
      size += Math.abs(leaf);
    }
    double rounding = trees.size() * size * Math.ulp(1f) / 2;
    return new ModelSample(Arrays.stream(row).boxed().toList(), sum, rounding);
  }

  /** Rows beside the thresholds, where the trees decide. */
  double[][] sampleRows(int count, Random random) {
    double[][] rows = new double[count][width];
    for (double[] row : rows) {
      for (int i = 0; i < 8 * width; i++) {
        moveNearThreshold(trees.get(random.nextInt(trees.size())), row, random);
      }
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

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException("the XGBoost model is refused: " + otherwise);
    }
  }
}
