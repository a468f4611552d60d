package lab.importer.xgboost;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/** Reads XGBoost's own JSON of a model, and refuses what ONNX would predict otherwise. */
public final class XgboostReader {
  /** Attribute of scikit-learn's regressor in a file: its parameters, as JSON text. */
  public static final String REGRESSOR = "scikit_learn";

  /** Python writes NaN without quotes. */
  private static final JsonMapper PARAMETERS =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  private static final Set<String> IDENTITY_LINK =
      Set.of(
          "reg:squarederror",
          "reg:linear",
          "reg:absoluteerror",
          "reg:pseudohubererror",
          "reg:quantileerror",
          "reg:squaredlogerror");

  private final JsonNode learner;
  private final JsonNode booster;

  private XgboostReader(JsonNode json) {
    learner = json.path("learner");
    booster = learner.path("gradient_booster");
  }

  /**
   * @throws IllegalArgumentException naming what is not supported
   */
  public static XgboostModel parse(JsonNode json) {
    require(json.has("learner"), "it is no JSON that XGBoost's save_model wrote");
    return new XgboostReader(json).parse();
  }

  private XgboostModel parse() {
    JsonNode parameters = learner.path("learner_model_param");
    String objective = learner.path("objective").path("name").asText();
    require(
        IDENTITY_LINK.contains(objective),
        "its objective '%s' does not answer with the plain sum of the trees".formatted(objective));
    int targets = parameters.path("num_target").asInt(1);
    require(targets <= 1, "it answers " + targets + " targets or quantiles, not one");
    require(parameters.path("num_class").asInt(0) <= 1, "there are classes");
    int width = parameters.path("num_feature").asInt();
    List<String> features =
        StreamSupport.stream(learner.path("feature_names").spliterator(), false)
            .map(JsonNode::asText)
            .toList();
    require(width > 0 && (features.isEmpty() || features.size() == width), "feature names differ");
    float missing = parseMissing(regressor().path("missing").asText());
    boolean linear = booster.path("name").asText().equals("gblinear");
    return new XgboostModel(
        width,
        features,
        parseBaseScore(parameters.path("base_score")),
        linear ? List.of() : trees(width),
        linear ? weights(width) : new float[0],
        missing,
        InputScaling.NONE);
  }

  private List<RegressionTree> trees(int width) {
    String name = booster.path("name").asText();
    require(
        name.equals("gbtree") || name.equals("dart"),
        "its booster '" + name + "' is none of gbtree, dart and gblinear");
    JsonNode model = (name.equals("dart") ? booster.path("gbtree") : booster).path("model");
    JsonNode dropped = booster.path("weight_drop");
    require(
        dropped.isMissingNode() || dropped.size() == model.path("trees").size(),
        "there is not one DART weight for each tree");
    List<RegressionTree> trees = new ArrayList<>();
    for (JsonNode json : model.path("trees")) {
      RegressionTree tree = RegressionTree.parse(json, width);
      trees.add(dropped.isEmpty() ? tree : tree.weighted(dropped.get(trees.size()).floatValue()));
    }
    require(!trees.isEmpty(), "there are no trees");
    return trees.subList(0, treesInUse(model, trees.size()));
  }

  /**
   * After early stopping, XGBoost's regressor for scikit-learn predicts with the trees up to the
   * best round, though the file holds all; a plain booster uses all.
   */
  private int treesInUse(JsonNode model, int all) {
    JsonNode attributes = learner.path("attributes");
    if (!attributes.has("best_iteration") || !attributes.has(REGRESSOR)) {
      return all;
    }
    if (attributes.has("best_ntree_limit")) {
      return Math.min(all, Math.max(1, attributes.path("best_ntree_limit").asInt(all)));
    }
    int stated = regressor().path("num_parallel_tree").asInt(1);
    int perRound = model.path("gbtree_model_param").path("num_parallel_tree").asInt(stated);
    int rounds = attributes.path("best_iteration").asInt(-1) + 1;
    require(rounds > 0, "best_iteration is no number");
    return (int) Math.min(all, (long) rounds * Math.max(1, perRound));
  }

  private float[] weights(int width) {
    JsonNode weights = booster.path("model").path("weights");
    require(weights.size() == width + 1, "there is not one weight for each feature and the bias");
    float[] read = new float[weights.size()];
    IntStream.range(0, read.length).forEach(i -> read[i] = weights.get(i).floatValue());
    for (float weight : read) {
      require(Float.isFinite(weight), "a weight is not finite");
    }
    return read;
  }

  /** XGBoost 1.x stores the regressor's parameters in the file. */
  private JsonNode regressor() {
    String text = learner.path("attributes").path(REGRESSOR).asText();
    try {
      return text.isEmpty() ? MissingNode.getInstance() : PARAMETERS.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("attribute " + REGRESSOR + " is no JSON", e);
    }
  }

  /** A feature that equals {@code missing} is treated as missing. */
  private static float parseMissing(String stated) {
    if (Set.of("NaN", "nan", "null", "").contains(stated)) {
      return Float.NaN;
    }
    try {
      return Float.parseFloat(stated);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "the XGBoost model is refused: it was trained with missing=" + stated, e);
    }
  }

  /** A list of one number since 3.1, a number before; both as text. */
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

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException("the XGBoost model is refused: " + otherwise);
    }
  }
}
