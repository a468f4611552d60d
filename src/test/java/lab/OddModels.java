package lab;

import domain.FeatureVector;
import domain.Target;
import inference.Artifact;
import inference.Dtype;
import inference.Manifest;
import inference.Sample;
import inference.Sha256;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import lab.onnx.GraphProto;

/** Well-formed artifacts that misbehave: no answer, no number, another number. */
public final class OddModels {
  public static final List<String> FEATURES = List.of("a", "b");

  private OddModels() {}

  /** Inputs with this a. */
  public static FeatureVector row(double a) {
    List<Double> values = List.of(a, 0d);
    return new FeatureVector(FEATURES, values, Sha256.ofNames(FEATURES), Instant.EPOCH, 1);
  }

  /** Answers the square root of a, which is not a number below 0. */
  public static void root(Path dir) throws IOException {
    OnnxTensors t = new OnnxTensors("root");
    t.node("MatMul", "a", OnnxFile.INPUT, t.matrix("pick", new double[][] {{1}, {0}}));
    t.node("Sqrt", OnnxFile.OUTPUT, "a");
    write(dir, t.graph(), Dtype.FLOAT64, List.of(new Sample(List.of(4d, 0d), 2)));
  }

  /** Answers 1 where a is below the threshold; above it two nodes lead to each other. */
  public static void cycle(Path dir, float threshold) throws IOException {
    OnnxTrees trees = new OnnxTrees();
    trees.split(0, 0, 0, threshold, 1, 2, true);
    trees.leaf(0, 1, 1);
    trees.split(0, 2, 0, 1e38f, 4, 3, true);
    trees.leaf(0, 3, 2);
    trees.split(0, 4, 0, 1e38f, 2, 5, true);
    trees.leaf(0, 5, 3);
    write(dir, trees.graph("cycle", 0), Dtype.FLOAT32, List.of(new Sample(List.of(-5e29, 0d), 1)));
  }

  private static void write(Path dir, GraphProto.Builder graph, Dtype dtype, List<Sample> samples)
      throws IOException {
    int type = dtype == Dtype.FLOAT64 ? OnnxTensors.DOUBLE : OnnxTensors.FLOAT;
    byte[] model = OnnxFile.bytes(graph, type, FEATURES.size(), FEATURES);
    Manifest manifest =
        new Manifest(
            Manifest.FORMAT,
            "odd",
            FEATURES,
            FEATURES.size(),
            Sha256.ofNames(FEATURES),
            dtype,
            Target.LOG_RETURN,
            null,
            168,
            Sha256.of(model),
            samples,
            "test",
            null);
    new Artifact(manifest, model).write(dir);
  }
}
