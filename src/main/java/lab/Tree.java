package lab;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * One regression tree as XGBoost keeps it: node i is a leaf where {@code left[i]} is -1, and then
 * {@code value[i]} is its answer instead of a threshold. Rows go left below the threshold.
 */
record Tree(int[] left, int[] right, int[] feature, float[] value, boolean[] missingLeft) {
  /**
   * @param width features there are
   * @throws IllegalArgumentException when it is no single finite tree over them
   */
  static Tree of(JsonNode json, int width) {
    demand(all(json.path("split_type"), 0), "it splits on categories");
    demand(json.path("tree_param").path("size_leaf_vector").asInt(1) <= 1, "it has vector leaves");
    Tree tree =
        new Tree(
            ints(json, "left_children"),
            ints(json, "right_children"),
            ints(json, "split_indices"),
            floats(json, "split_conditions"),
            flags(json, "default_left"));
    tree.check(width, json.path("tree_param").path("num_deleted").asInt(0));
    return tree;
  }

  float answer(float[] row) {
    int node = 0;
    while (left[node] >= 0) {
      node = row[feature[node]] < value[node] ? left[node] : right[node];
    }
    return value[node];
  }

  /** Adds the nodes that the root leads to. */
  void addTo(OnnxTrees trees, int id) {
    Deque<Integer> open = new ArrayDeque<>();
    open.push(0);
    while (!open.isEmpty()) {
      int node = open.pop();
      if (left[node] < 0) {
        trees.leaf(id, node, value[node]);
      } else {
        trees.split(
            id, node, feature[node], value[node], left[node], right[node], missingLeft[node]);
        open.push(right[node]);
        open.push(left[node]);
      }
    }
  }

  private void check(int width, int deleted) {
    int size = left.length;
    demand(size > 0 && right.length == size && feature.length == size, "its lists differ");
    demand(value.length == size && missingLeft.length == size, "its lists differ");
    boolean[] seen = new boolean[size];
    Deque<Integer> open = new ArrayDeque<>();
    open.push(0);
    int reached = 0;
    while (!open.isEmpty()) {
      int node = open.pop();
      demand(node >= 0 && node < size, "a child is outside");
      demand(!seen[node], "a node is reached twice");
      seen[node] = true;
      reached++;
      demand(Float.isFinite(value[node]), "a number is not finite");
      if (left[node] != -1) {
        demand(feature[node] >= 0 && feature[node] < width, "a feature is outside");
        open.push(right[node]);
        open.push(left[node]);
      }
    }
    demand(reached == size - deleted, "some nodes are never reached");
  }

  private static boolean all(JsonNode list, int wanted) {
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
      demand(list.get(i).canConvertToInt(), name + " holds no whole number");
      ints[i] = list.get(i).intValue();
    }
    return ints;
  }

  private static float[] floats(JsonNode json, String name) {
    JsonNode list = json.path(name);
    float[] floats = new float[list.size()];
    for (int i = 0; i < floats.length; i++) {
      demand(list.get(i).isNumber(), name + " holds no number");
      floats[i] = list.get(i).floatValue();
    }
    return floats;
  }

  private static boolean[] flags(JsonNode json, String name) {
    JsonNode list = json.path(name);
    boolean[] flags = new boolean[list.size()];
    for (int i = 0; i < flags.length; i++) {
      flags[i] = list.get(i).asBoolean();
    }
    return flags;
  }

  private static void demand(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException("a tree is refused: " + otherwise);
    }
  }
}
