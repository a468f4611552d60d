package lab.importer.xgboost;

import inference.artifact.OnnxGraphBuilder;
import inference.artifact.OnnxModelWriter;
import inference.artifact.TensorType;
import java.util.List;

/**
 * Writes a model as ONNX in XGBoost's order of operations: scale, narrow, missing, trees or sum.
 */
final class XgboostGraph {
  private final XgboostModel model;
  private final OnnxGraphBuilder graph = new OnnxGraphBuilder("xgboost");

  XgboostGraph(XgboostModel model) {
    this.model = model;
  }

  byte[] toOnnx(List<String> names) {
    boolean wide = model.dtype() == TensorType.FLOAT64;
    String row = model.scaling().addTo(graph, OnnxModelWriter.INPUT);
    row = wide ? graph.addCast("narrow", row, OnnxGraphBuilder.FLOAT) : row;
    row = Float.isNaN(model.missing()) ? row : replaceMissing(row);
    if (model.weights().length > 0) {
      addLinear(row);
    } else {
      String answer = wide ? "sum" : OnnxModelWriter.OUTPUT;
      addTrees(row, answer);
      if (wide) {
        graph.addCast(OnnxModelWriter.OUTPUT, answer, OnnxGraphBuilder.DOUBLE);
      }
    }
    int type = wide ? OnnxGraphBuilder.DOUBLE : OnnxGraphBuilder.FLOAT;
    return OnnxModelWriter.toBytes(graph.graph(), type, model.width(), names);
  }

  /** A tree sends a missing value its default way, a linear booster leaves it out. */
  private String replaceMissing(String row) {
    String equal =
        graph.addNode("Equal", "is_missing", row, graph.addFloat("missing", model.missing()));
    float instead = model.weights().length > 0 ? 0 : Float.NaN;
    return graph.addNode("Where", "given", equal, graph.addFloat("instead", instead), row);
  }

  private void addTrees(String row, String answer) {
    OnnxTreeBuilder all = new OnnxTreeBuilder();
    for (int i = 0; i < model.trees().size(); i++) {
      model.trees().get(i).addTo(all, i);
    }
    graph.graph().addNode(all.toNode(row, answer, model.baseScore()));
  }

  private void addLinear(String row) {
    double[][] column = new double[model.width()][1];
    for (int i = 0; i < column.length; i++) {
      column[i][0] = model.weights()[i];
    }
    String wide = graph.addCast("wide", row, OnnxGraphBuilder.DOUBLE);
    String weighed = graph.addNode("MatMul", "weighed", wide, graph.addMatrix("weights", column));
    double bias = (double) model.weights()[model.width()] + model.baseScore();
    graph.addNode("Add", OnnxModelWriter.OUTPUT, weighed, graph.addScalar("bias", bias));
  }
}
