package lab;

import java.util.List;
import lab.onnx.GraphProto;
import lab.onnx.NodeProto;
import lab.onnx.TensorProto;

/** Builds a graph of dense double arithmetic, one node at a time. */
final class OnnxTensors {
  /** Element type numbers of the format. */
  static final int FLOAT = 1;

  static final int DOUBLE = 11;

  private final GraphProto.Builder graph;

  OnnxTensors(String name) {
    graph = GraphProto.newBuilder().setName(name);
  }

  GraphProto.Builder graph() {
    return graph;
  }

  /** Adds a constant matrix, row by row. */
  String matrix(String name, double[][] rows) {
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
  String scalar(String name, double value) {
    graph.addInitializer(
        TensorProto.newBuilder().setName(name).setDataType(DOUBLE).addDoubleData(value));
    return name;
  }

  /** Adds an operation and names its result. */
  String node(String operation, String result, String... inputs) {
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType(operation)
            .setName(result)
            .addAllInput(List.of(inputs))
            .addOutput(result));
    return result;
  }
}
