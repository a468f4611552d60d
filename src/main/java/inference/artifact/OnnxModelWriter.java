package inference.artifact;

import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import onnx.GraphProto;
import onnx.ModelProto;
import onnx.OperatorSetIdProto;
import onnx.StringStringEntryProto;
import onnx.TensorShapeProto;
import onnx.TypeProto;
import onnx.ValueInfoProto;

/**
 * Wraps a graph from {@code x [rows, width]} to {@code y [rows, 1]} into an ONNX file. The same
 * graph gives the same bytes. The versions are old enough for every runtime in use.
 */
public final class OnnxModelWriter {
  public static final String INPUT = "x";
  public static final String OUTPUT = "y";
  public static final String ML_DOMAIN = "ai.onnx.ml";
  private static final int IR_VERSION = 8;
  private static final int OPSET = 15;
  private static final int ML_OPSET = 3;

  private OnnxModelWriter() {}

  /**
   * @param type {@link OnnxGraphBuilder#FLOAT} or {@link OnnxGraphBuilder#DOUBLE}, of input and
   *     output
   */
  public static byte[] toBytes(
      GraphProto.Builder graph, int type, int width, Iterable<String> features) {
    graph.addInput(tensorInfo(INPUT, type, width)).addOutput(tensorInfo(OUTPUT, type, 1));
    return ModelProto.newBuilder()
        .setIrVersion(IR_VERSION)
        .setProducerName("dromedary")
        .setGraph(graph)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPSET))
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain(ML_DOMAIN).setVersion(ML_OPSET))
        .addMetadataProps(
            StringStringEntryProto.newBuilder()
                .setKey("feature_names")
                .setValue(columnNames(features)))
        .build()
        .toByteArray();
  }

  /** A feature of the user's own is named by its definition, of which the file needs the name. */
  private static String columnNames(Iterable<String> features) {
    return StreamSupport.stream(features.spliterator(), false)
        .map(it -> it.replaceFirst("\\s*=.*", ""))
        .collect(Collectors.joining(","));
  }

  private static ValueInfoProto tensorInfo(String name, int type, int width) {
    TensorShapeProto shape =
        TensorShapeProto.newBuilder()
            .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("rows"))
            .addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(width))
            .build();
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(TypeProto.Tensor.newBuilder().setElemType(type).setShape(shape)))
        .build();
  }
}
