package inference.artifact;

import java.util.List;
import onnx.AttributeProto;
import onnx.GraphProto;
import onnx.NodeProto;
import onnx.TensorProto;

/** Builds a graph of dense double arithmetic, one node at a time. */
public final class OnnxGraphBuilder {
  /** Element type numbers of the format. */
  public static final int FLOAT = 1;

  public static final int DOUBLE = 11;

  private final GraphProto.Builder graph;

  public OnnxGraphBuilder(String name) {
    graph = GraphProto.newBuilder().setName(name);
  }

  public GraphProto.Builder graph() {
    return graph;
  }

  /** Adds a constant matrix, row by row. */
  public String addMatrix(String name, double[][] rows) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(DOUBLE)
            .addDims(rows.length)
            .addDims(rows[0].length);
    for (double[] row : rows) {
      for (double value : row) {
        tensor.addDoubleData(value);
      }
    }
    graph.addInitializer(tensor);
    return name;
  }

  /** Adds a constant number. */
  public String addScalar(String name, double value) {
    graph.addInitializer(
        TensorProto.newBuilder().setName(name).setDataType(DOUBLE).addDoubleData(value));
    return name;
  }

  /** Adds a constant number of single precision. */
  public String addFloat(String name, float value) {
    graph.addInitializer(
        TensorProto.newBuilder().setName(name).setDataType(FLOAT).addFloatData(value));
    return name;
  }

  /** Adds a change of the element type. */
  public String addCast(String result, String input, int type) {
    addNode("Cast", result, input);
    graph
        .getNodeBuilder(graph.getNodeCount() - 1)
        .addAttribute(
            AttributeProto.newBuilder()
                .setName("to")
                .setType(AttributeProto.AttributeType.INT)
                .setI(type));
    return result;
  }

  /** Adds an operation and names its result. */
  public String addNode(String operation, String result, String... inputs) {
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType(operation)
            .setName(result)
            .addAllInput(List.of(inputs))
            .addOutput(result));
    return result;
  }
}
