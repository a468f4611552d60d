package lab.importer.xgboost;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * One regression tree as XGBoost stores it: node i is a leaf if {@code left[i]} is -1, and then
 * {@code value[i]} is its prediction instead of a threshold. Rows go left below the threshold.
 */
record RegressionTree(
    int[] left, int[] right, int[] feature, float[] value, boolean[] missingLeft) {
  /**
   * @param width number of features
   * @throws IllegalArgumentException if it is not a single finite tree over them
   */
  static RegressionTree parse(JsonNode json, int width) {
    require(allEqual(json.path("split_type"), 0), "it splits on categories");
    require(json.path("tree_param").path("size_leaf_vector").asInt(1) <= 1, "it has vector leaves");
    RegressionTree tree =
        new RegressionTree(
            ints(json, "left_children"),
            ints(json, "right_children"),
            ints(json, "split_indices"),
            floats(json, "split_conditions"),
            booleans(json, "default_left"));
    tree.validate(width, json.path("tree_param").path("num_deleted").asInt(0));
    return tree;
  }

  float predict(float[] row) {
    int node = 0;
    while (left[node] >= 0) {
      float at = row[feature[node]];
      boolean goesLeft = Float.isNaN(at) ? missingLeft[node] : at < value[node];
      node = goesLeft ? left[node] : right[node];
    }
    return value[node];
  }

  /** The same tree with its leaf values multiplied, as DART does with dropped trees. */
  RegressionTree weighted(float weight) {
    float[] answers = value.clone();
    for (int i = 0; i < answers.length; i++) {
      answers[i] = left[i] < 0 ? answers[i] * weight : answers[i];
    }
    return new RegressionTree(left, right, feature, answers, missingLeft);
  }

  /** Adds the nodes reachable from the root. */
  void addTo(OnnxTreeBuilder trees, int id) {
    Deque<Integer> open = new ArrayDeque<>();
    open.push(0);
    while (!open.isEmpty()) {
      int node = open.pop();
      if (left[node] < 0) {
        trees.addLeaf(id, node, value[node]);
      } else {
        trees.addSplit(
            id, node, feature[node], value[node], left[node], right[node], missingLeft[node]);
        open.push(right[node]);
        open.push(left[node]);
      }
    }
  }

  private void validate(int width, int deleted) {
    int size = left.length;
    require(size > 0 && right.length == size && feature.length == size, "its lists differ");
    require(value.length == size && missingLeft.length == size, "its lists differ");
    boolean[] seen = new boolean[size];
    Deque<Integer> open = new ArrayDeque<>();
    open.push(0);
    int reached = 0;
    while (!open.isEmpty()) {
      int node = open.pop();
      require(node >= 0 && node < size, "a child index is out of range");
      require(!seen[node], "a node is reached twice");
      seen[node] = true;
      reached++;
      require(Float.isFinite(value[node]), "a number is not finite");
      if (left[node] != -1) {
        require(feature[node] >= 0 && feature[node] < width, "a feature index is out of range");
        open.push(right[node]);
        open.push(left[node]);
      }
    }
    require(reached == size - deleted, "some nodes are never reached");
  }

  private static boolean allEqual(JsonNode list, int wanted) {
    for (JsonNode entry : list) {
      if (entry.asInt(-1) != wanted) {
        return false;
      }
    }
    return true;
  }

  private static int[] ints(JsonNode json, String name) {
    JsonNode list = json.path(name);
    int[] ints = new int[list.size()];
    for (int i = 0; i < ints.length; i++) {
      require(list.get(i).canConvertToInt(), name + " holds no whole number");
      ints[i] = list.get(i).intValue();
    }
    return ints;
  }

  private static float[] floats(JsonNode json, String name) {
    JsonNode list = json.path(name);
    float[] floats = new float[list.size()];
    for (int i = 0; i < floats.length; i++) {
      require(list.get(i).isNumber(), name + " holds no number");
      floats[i] = list.get(i).floatValue();
    }
    return floats;
  }

  private static boolean[] booleans(JsonNode json, String name) {
    JsonNode list = json.path(name);
    boolean[] flags = new boolean[list.size()];
    for (int i = 0; i < flags.length; i++) {
      flags[i] = list.get(i).asBoolean();
    }
    return flags;
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException("a tree is refused: " + otherwise);
    }
  }
}
