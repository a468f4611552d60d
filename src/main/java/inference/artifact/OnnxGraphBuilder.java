package inference.artifact;

import java.util.List;
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
