package lab.importer.xgboost;

import com.google.protobuf.ByteString;
import inference.artifact.OnnxModelWriter;
import onnx.AttributeProto;
import onnx.AttributeProto.AttributeType;
import onnx.NodeProto;

/**
 * Builds the ONNX node of regression trees: all nodes of all trees as parallel lists. Rows go left
 * if the feature is less than the threshold.
 */
public final class OnnxTreeBuilder {
  private final AttributeProto.Builder treeIds = ints("nodes_treeids");
  private final AttributeProto.Builder nodeIds = ints("nodes_nodeids");
  private final AttributeProto.Builder features = ints("nodes_featureids");
  private final AttributeProto.Builder lefts = ints("nodes_truenodeids");
  private final AttributeProto.Builder rights = ints("nodes_falsenodeids");
  private final AttributeProto.Builder missingLeft = ints("nodes_missing_value_tracks_true");
  private final AttributeProto.Builder thresholds = floats("nodes_values");
  private final AttributeProto.Builder modes = strings("nodes_modes");
  private final AttributeProto.Builder leafTrees = ints("target_treeids");
  private final AttributeProto.Builder leafNodes = ints("target_nodeids");
  private final AttributeProto.Builder leafTargets = ints("target_ids");
  private final AttributeProto.Builder leafValues = floats("target_weights");

  public void addSplit(
      int tree, int node, int feature, float threshold, int left, int right, boolean toLeft) {
    addNode(tree, node, feature, threshold, "BRANCH_LT");
    lefts.addInts(left);
    rights.addInts(right);
    missingLeft.addInts(toLeft ? 1 : 0);
  }

  public void addLeaf(int tree, int node, float value) {
    addNode(tree, node, 0, 0, "LEAF");
    lefts.addInts(0);
    rights.addInts(0);
    missingLeft.addInts(0);
    leafTrees.addInts(tree);
    leafNodes.addInts(node);
    leafTargets.addInts(0);
    leafValues.addFloats(value);
  }

  /** The finished node; its output is the base plus one leaf of each tree. */
  public NodeProto toNode(String input, String output, float base) {
    NodeProto.Builder node =
        NodeProto.newBuilder()
            .setDomain(OnnxModelWriter.ML_DOMAIN)
            .setOpType("TreeEnsembleRegressor")
            .setName("trees")
            .addInput(input)
            .addOutput(output)
            .addAttribute(ints("n_targets").setType(AttributeType.INT).setI(1))
            .addAttribute(text("post_transform", "NONE"))
            .addAttribute(text("aggregate_function", "SUM"))
            .addAttribute(floats("base_values").addFloats(base));
    for (AttributeProto.Builder list : attributeLists()) {
      node.addAttribute(list);
    }
    return node.build();
  }

  private AttributeProto.Builder[] attributeLists() {
    return new AttributeProto.Builder[] {
      treeIds,
      nodeIds,
      features,
      thresholds,
      modes,
      lefts,
      rights,
      missingLeft,
      leafTrees,
      leafNodes,
      leafTargets,
      leafValues
    };
  }

  private void addNode(int tree, int node, int feature, float threshold, String mode) {
    treeIds.addInts(tree);
    nodeIds.addInts(node);
    features.addInts(feature);
    thresholds.addFloats(threshold);
    modes.addStrings(ByteString.copyFromUtf8(mode));
  }

  private static AttributeProto.Builder ints(String name) {
    return AttributeProto.newBuilder().setName(name).setType(AttributeType.INTS);
  }

  private static AttributeProto.Builder floats(String name) {
    return AttributeProto.newBuilder().setName(name).setType(AttributeType.FLOATS);
  }

  private static AttributeProto.Builder strings(String name) {
    return AttributeProto.newBuilder().setName(name).setType(AttributeType.STRINGS);
  }

  private static AttributeProto.Builder text(String name, String value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeType.STRING)
        .setS(ByteString.copyFromUtf8(value));
  }
}
