package lab.importer;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import onnx.AttributeProto;
import onnx.GraphProto;
import onnx.ModelProto;
import onnx.NodeProto;
import onnx.TensorProto;
import onnx.TensorShapeProto;
import onnx.TypeProto;
import onnx.ValueInfoProto;

/**
 * Adds nodes to a graph so that it takes one tensor of rows and gives one number each: an export of
 * a DataFrame takes a tensor per column, a sequence model takes the rows of several candles, and
 * some models have more than one output.
 */
final class OnnxInputAdapter {
  private static final String ROWS = "dromedary_rows";
  private static final int FLOAT = 1;
  private static final int INT64 = 7;
  private static final int DOUBLE = 11;

  private final GraphProto.Builder graph;
  private final List<NodeProto> before = new ArrayList<>();

  private OnnxInputAdapter(GraphProto.Builder graph) {
    this.graph = graph;
  }

  /** Features that an export of a DataFrame names by its inputs; empty for other models. */
  static List<String> columnNames(ModelProto model) {
    List<ValueInfoProto> inputs = inputs(model.getGraph());
    return inputs.size() > 1 ? inputs.stream().map(ValueInfoProto::getName).toList() : List.of();
  }

  /** Candles in one row of a sequence model; 1 for other models. */
  static int steps(ModelProto model) {
    List<ValueInfoProto> inputs = inputs(model.getGraph());
    return inputs.size() == 1 && dimensions(inputs.get(0)).size() == 3
        ? Math.max(1, (int) dimensions(inputs.get(0)).get(1).getDimValue())
        : 1;
  }

  /**
   * @param options which output is the prediction, or that all of them are
   */
  static ModelProto adapt(ModelProto model, ImportOptions options) {
    GraphProto.Builder graph = model.getGraph().toBuilder();
    OnnxInputAdapter adapter = new OnnxInputAdapter(graph);
    List<ValueInfoProto> inputs = inputs(model.getGraph());
    if (inputs.size() > 1) {
      adapter.joinColumns(inputs);
    } else if (inputs.size() == 1 && dimensions(inputs.get(0)).size() == 3) {
      adapter.foldSteps(inputs.get(0));
    }
    List<NodeProto> old = graph.getNodeList();
    graph.clearNode().addAllNode(adapter.before).addAllNode(old);
    if (options.outputs().isEmpty()) {
      adapter.chooseOutput(options.output());
    }
    return model.toBuilder().setGraph(graph).build();
  }

  private void joinColumns(List<ValueInfoProto> inputs) {
    int type = DOUBLE;
    for (ValueInfoProto input : inputs) {
      int own = input.getType().getTensorType().getElemType();
      if (own != FLOAT && own != DOUBLE && own != INT64) {
        throw new IllegalArgumentException(
            "its input " + input.getName() + " is no number; export only the numeric columns");
      }
      type = own == FLOAT ? FLOAT : type;
    }
    for (int i = 0; i < inputs.size(); i++) {
      ValueInfoProto input = inputs.get(i);
      int own = input.getType().getTensorType().getElemType();
      String column = own == type ? input.getName() : input.getName() + "_column";
      // a scalar index removes the axis, a list of one keeps it
      boolean vector = dimensions(input).size() < 2;
      String index =
          addIntegers("column_" + i, vector ? List.of() : List.of(1L), List.of((long) i));
      before.add(
          node("Gather", column, ROWS, index).toBuilder().addAttribute(integer("axis", 1)).build());
      if (own != type) {
        before.add(
            node("Cast", input.getName(), column).toBuilder()
                .addAttribute(integer("to", own))
                .build());
      }
    }
    declareRows(type, inputs.size());
  }

  private void foldSteps(ValueInfoProto input) {
    List<TensorShapeProto.Dimension> shape = dimensions(input);
    long steps = shape.get(1).getDimValue();
    long width = shape.get(2).getDimValue();
    if (steps < 1 || width < 1) {
      throw new IllegalArgumentException(
          "its input leaves the number of hours or features open; export it with [None, t, k]");
    }
    String into = addIntegers("steps", List.of(3L), List.of(-1L, steps, width));
    before.add(node("Reshape", input.getName(), ROWS, into));
    declareRows(input.getType().getTensorType().getElemType(), Math.multiplyExact(steps, width));
  }

  private void declareRows(int type, long width) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("rows"));
    shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(width));
    TypeProto.Tensor.Builder tensor = TypeProto.Tensor.newBuilder().setElemType(type);
    Set<String> constants = constants(graph.build());
    List<ValueInfoProto> kept =
        graph.getInputList().stream().filter(it -> constants.contains(it.getName())).toList();
    graph
        .clearInput()
        .addInput(
            ValueInfoProto.newBuilder()
                .setName(ROWS)
                .setType(TypeProto.newBuilder().setTensorType(tensor.setShape(shape))))
        .addAllInput(kept);
  }

  private void chooseOutput(String chosen) {
    List<String> names = graph.getOutputList().stream().map(ValueInfoProto::getName).toList();
    if (chosen == null && names.size() == 1) {
      requireOneColumn(graph.getOutput(0));
      return;
    }
    String name = chosen == null ? "" : chosen.replaceFirst(":[0-9]{1,4}$", "");
    if (!names.contains(name)) {
      throw new IllegalArgumentException(
          "it has the outputs %s; choose one with --output NAME, or NAME:COLUMN".formatted(names));
    }
    ValueInfoProto output = graph.getOutput(names.indexOf(name));
    graph.clearOutput();
    if (name.length() == chosen.length()) {
      requireOneColumn(output);
      graph.addOutput(output);
      return;
    }
    long column = Long.parseLong(chosen.substring(name.length() + 1));
    String index = addIntegers("answer_column", List.of(1L), List.of(column));
    graph.addNode(
        node("Gather", "dromedary_answer", name, index).toBuilder()
            .addAttribute(integer("axis", 1)));
    TypeProto.Tensor.Builder type =
        TypeProto.Tensor.newBuilder().setElemType(output.getType().getTensorType().getElemType());
    graph.addOutput(
        ValueInfoProto.newBuilder()
            .setName("dromedary_answer")
            .setType(TypeProto.newBuilder().setTensorType(type)));
  }

  private static void requireOneColumn(ValueInfoProto output) {
    List<TensorShapeProto.Dimension> shape = dimensions(output);
    long columns = shape.size() < 2 ? 1 : shape.get(shape.size() - 1).getDimValue();
    if (columns > 1) {
      throw new IllegalArgumentException(
          "its output %s has %d columns; choose one with --output %1$s:COLUMN, counted from 0, or name all with --outputs"
              .formatted(output.getName(), columns));
    }
  }

  private String addIntegers(String name, List<Long> shape, List<Long> values) {
    String full = "dromedary_" + name;
    graph.addInitializer(
        TensorProto.newBuilder()
            .setName(full)
            .setDataType(INT64)
            .addAllDims(shape)
            .addAllInt64Data(values));
    return full;
  }

  private static NodeProto node(String operation, String result, String... inputs) {
    return NodeProto.newBuilder()
        .setOpType(operation)
        .addAllInput(List.of(inputs))
        .addOutput(result)
        .build();
  }

  private static AttributeProto integer(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  private static List<TensorShapeProto.Dimension> dimensions(ValueInfoProto input) {
    return input.getType().getTensorType().getShape().getDimList();
  }

  /** Older files list their constants among the inputs. */
  private static List<ValueInfoProto> inputs(GraphProto graph) {
    Set<String> constants = constants(graph);
    return graph.getInputList().stream().filter(it -> !constants.contains(it.getName())).toList();
  }

  private static Set<String> constants(GraphProto graph) {
    return graph.getInitializerList().stream()
        .map(TensorProto::getName)
        .collect(Collectors.toSet());
  }
}
