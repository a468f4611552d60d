package lab.train;

import com.fasterxml.jackson.databind.ObjectMapper;
import domain.TopicSpec.PredictionTarget;
import inference.artifact.ModelManifest;
import inference.artifact.ModelSample;
import inference.artifact.OnnxGraphBuilder;
import inference.artifact.OnnxModelWriter;
import inference.artifact.TensorType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import lab.importer.ImportedModel;
import lab.importer.XgboostImporter;
import lab.train.TrainingSet.FittedModel;
import onnx.ModelProto;
import onnx.NodeProto;

/** Boosts trees on all rows and writes them as an artifact; the same rows give the same bytes. */
public final class XgboostTrainer {
  private static final String NAME = "xgboost";

  private XgboostTrainer() {}

  /**
   * @param target the log-return, or the newest price moved by it and by the known return
   * @throws domain.Failure.Stop if the training process fails
   */
  public static ModelManifest trainAndWrite(
      Path dir,
      TrainingSet data,
      PredictionTarget target,
      XgboostSettings settings,
      XgboostProcess boosting)
      throws IOException {
    XgboostJob.Fold all = new XgboostJob.Fold(0, data.rows().length, 0, 0);
    XgboostJob job =
        new XgboostJob(
            settings,
            XgboostJob.toFloats(data.rows()),
            XgboostJob.toFloats(data.targets()),
            List.of(all));
    ImportedModel trees =
        XgboostImporter.importModel(
            new ObjectMapper().readTree(boosting.run(job).model()), data.features().names());
    FittedModel made =
        target == PredictionTarget.PRICE
            ? ofPrices(trees, data.inputsOfPrice())
            : new FittedModel(
                NAME, target, trees.features(), trees.dtype(), trees.onnx(), trees.samples());
    return data.write(dir, made, NAME + " with " + settings);
  }

  /** In single precision the price itself would be rounded by more than a minute moves it. */
  private static FittedModel ofPrices(ImportedModel trees, List<String> inputs) throws IOException {
    NodeProto ensemble = ModelProto.parseFrom(trees.onnx()).getGraph().getNode(0);
    double[][] newest = new double[inputs.size()][1];
    newest[inputs.indexOf(TrainingSet.LOG_PRICE)][0] = 1;
    newest[inputs.indexOf(TrainingSet.KNOWN)][0] = 1;
    OnnxGraphBuilder graph = new OnnxGraphBuilder(NAME);
    String narrow = graph.addCast("narrow", OnnxModelWriter.INPUT, OnnxGraphBuilder.FLOAT);
    graph.graph().addNode(ensemble.toBuilder().setInput(0, narrow).setOutput(0, "sum"));
    String move = graph.addCast("move", "sum", OnnxGraphBuilder.DOUBLE);
    String picked = graph.addMatrix("pick_newest", newest);
    graph.addNode("MatMul", "newest", OnnxModelWriter.INPUT, picked);
    graph.addNode("Add", "log", "newest", move);
    graph.addNode("Exp", OnnxModelWriter.OUTPUT, "log");
    byte[] onnx =
        OnnxModelWriter.toBytes(graph.graph(), OnnxGraphBuilder.DOUBLE, inputs.size(), inputs);
    List<ModelSample> samples =
        trees.samples().stream().map(it -> priceSample(it, inputs, newest)).toList();
    return new FittedModel(NAME, PredictionTarget.PRICE, inputs, TensorType.FLOAT64, onnx, samples);
  }

  private static ModelSample priceSample(ModelSample move, List<String> inputs, double[][] newest) {
    double[] row = TrainingSet.withPrice(move.toArray(), inputs);
    double log = move.answer();
    for (int i = 0; i < row.length; i++) {
      log += row[i] * newest[i][0];
    }
    double price = Math.exp(log);
    List<Double> values = Arrays.stream(row).boxed().toList();
    return new ModelSample(values, price, price * move.rounding());
  }
}
