package inference;

import base.Sha256Hex;
import domain.TopicSpec.PredictionTarget;
import domain.market.FeatureVector;
import inference.artifact.ModelArtifact;
import inference.artifact.ModelManifest;
import inference.artifact.ModelSample;
import inference.artifact.OnnxGraphBuilder;
import inference.artifact.OnnxModelWriter;
import inference.artifact.TensorType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import lab.importer.xgboost.OnnxTreeBuilder;
import onnx.GraphProto;

/** Well-formed artifacts that misbehave: no answer, no number, another number. */
public final class MisbehavingModels {
  public static final List<String> FEATURES = List.of("a", "b");

  private MisbehavingModels() {}

  /** Inputs with this a. */
  public static FeatureVector row(double a) {
    List<Double> values = List.of(a, 0d);
    return new FeatureVector(FEATURES, values, Sha256Hex.ofLines(FEATURES), Instant.EPOCH, 1);
  }

  /** Answers the square root of a, which is not a number below 0. */
  public static void writeSquareRootModel(Path dir) throws IOException {
    OnnxGraphBuilder t = new OnnxGraphBuilder("root");
    t.addNode("MatMul", "a", OnnxModelWriter.INPUT, t.addMatrix("pick", new double[][] {{1}, {0}}));
    t.addNode("Sqrt", OnnxModelWriter.OUTPUT, "a");
    write(dir, t.graph(), TensorType.FLOAT64, List.of(new ModelSample(List.of(4d, 0d), 2)));
  }

  /** Answers 1 where a is below the threshold; above it two nodes lead to each other. */
  public static void writeCyclicModel(Path dir, float threshold) throws IOException {
    OnnxTreeBuilder trees = new OnnxTreeBuilder();
    trees.addSplit(0, 0, 0, threshold, 1, 2, true);
    trees.addLeaf(0, 1, 1);
    trees.addSplit(0, 2, 0, 1e38f, 4, 3, true);
    trees.addLeaf(0, 3, 2);
    trees.addSplit(0, 4, 0, 1e38f, 2, 5, true);
    trees.addLeaf(0, 5, 3);
    write(
        dir,
        GraphProto.newBuilder()
            .setName("cycle")
            .addNode(trees.toNode(OnnxModelWriter.INPUT, OnnxModelWriter.OUTPUT, 0)),
        TensorType.FLOAT32,
        List.of(new ModelSample(List.of(-5e29, 0d), 1)));
  }

  private static void write(
      Path dir, GraphProto.Builder graph, TensorType dtype, List<ModelSample> samples)
      throws IOException {
    int type = dtype == TensorType.FLOAT64 ? OnnxGraphBuilder.DOUBLE : OnnxGraphBuilder.FLOAT;
    byte[] model = OnnxModelWriter.toBytes(graph, type, FEATURES.size(), FEATURES);
    ModelManifest manifest =
        new ModelManifest(
            ModelManifest.FORMAT,
            "odd",
            FEATURES,
            FEATURES.size(),
            Sha256Hex.ofLines(FEATURES),
            dtype,
            PredictionTarget.LOG_RETURN,
            null,
            Duration.ofHours(168),
            Sha256Hex.of(model),
            samples,
            "test",
            null,
            null);
    new ModelArtifact(manifest, model).write(dir);
  }
}
