package inference.artifact;

import base.Sha256Hex;
import domain.TopicSpec.PredictionTarget;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * The default predictor as an artifact: what is already known of the return plus a small trend
 * term. Nothing in it is fitted, so it suits any pair.
 */
public final class DefaultReturnFormula {
  /** Trend term per score and standard deviation. */
  public static final double AMPLITUDE = 0.10;

  /** It looks this far ahead and no other way. */
  public static final Duration HORIZON = Duration.ofHours(168);

  public static final List<String> FEATURES =
      List.of(
          "known_return",
          "mom_168h",
          "mom_336h",
          "mom_672h",
          "trend_480h",
          "trend_1200h",
          "sigma_168h");
  private static final int SIGMA = FEATURES.size() - 1;
  private static final double CLIP = 0.025;
  private static final double[] STEEPNESS = {1 / 1.5, 1 / 1.5, 1 / 1.5, 1.2, 1.2};

  private DefaultReturnFormula() {}

  /** Writes the artifact with the shipped amplitude into a directory, made where missing. */
  public static ModelManifest write(Path dir) throws IOException {
    return write(dir, AMPLITUDE);
  }

  /** Whether an artifact is one of the two that this program writes itself, to the last bit. */
  public static boolean isShipped(ModelArtifact artifact) {
    ModelArtifact own =
        artifact.manifest().target() == PredictionTarget.PRICE
            ? DefaultPriceFormula.artifact(artifact.manifest().horizon())
            : artifact(AMPLITUDE);
    return own.contentHash().equals(artifact.contentHash());
  }

  /** As above; 0.9 brings the spread of the answers to a third of the target's. */
  public static ModelManifest write(Path dir, double amplitude) throws IOException {
    ModelArtifact artifact = artifact(amplitude);
    artifact.write(dir);
    return artifact.manifest();
  }

  private static ModelArtifact artifact(double amplitude) {
    byte[] model = buildOnnx(amplitude);
    return new ModelArtifact(manifest(amplitude, Sha256Hex.of(model)), model);
  }

  private static ModelManifest manifest(double amplitude, String sha256) {
    return new ModelManifest(
        ModelManifest.FORMAT,
        "default",
        FEATURES,
        FEATURES.size(),
        Sha256Hex.ofLines(FEATURES),
        TensorType.FLOAT64,
        PredictionTarget.LOG_RETURN,
        null,
        HORIZON,
        sha256,
        samples(amplitude),
        "dromedary, default formula, amplitude " + amplitude,
        null,
        null);
  }

  /** The shipped formula itself, in plain arithmetic. */
  public static double evaluate(double[] row) {
    return evaluate(row, AMPLITUDE);
  }

  /** The formula itself, in plain arithmetic, against which the file is checked. */
  public static double evaluate(double[] x, double amplitude) {
    double score = 0;
    for (int i = 0; i < STEEPNESS.length; i++) {
      score += Math.tanh(x[i + 1] * STEEPNESS[i]) / STEEPNESS.length;
    }
    return x[0] + Math.max(-CLIP, Math.min(CLIP, amplitude * score * x[SIGMA]));
  }

  private static byte[] buildOnnx(double amplitude) {
    OnnxGraphBuilder graph = new OnnxGraphBuilder("default");
    addLogReturn(graph, OnnxModelWriter.OUTPUT, amplitude, FEATURES.size());
    return OnnxModelWriter.toBytes(
        graph.graph(), OnnxGraphBuilder.DOUBLE, FEATURES.size(), FEATURES);
  }

  /** The known part plus the clipped trend term, from the first columns of the input. */
  static void addLogReturn(OnnxGraphBuilder t, String result, double amplitude, int width) {
    double[][] steepness = new double[width][STEEPNESS.length];
    double[][] mean = new double[STEEPNESS.length][1];
    for (int i = 0; i < STEEPNESS.length; i++) {
      steepness[i + 1][i] = STEEPNESS[i];
      mean[i][0] = amplitude / STEEPNESS.length;
    }
    t.addNode("MatMul", "steep", OnnxModelWriter.INPUT, t.addMatrix("steepness", steepness));
    t.addNode("Tanh", "squashed", "steep");
    t.addNode("MatMul", "score", "squashed", t.addMatrix("mean", mean));
    t.addNode(
        "MatMul",
        "sigma",
        OnnxModelWriter.INPUT,
        t.addMatrix("pick_sigma", selectColumn(SIGMA, width)));
    t.addNode("Mul", "trend", "score", "sigma");
    t.addNode("Clip", "clipped", "trend", t.addScalar("low", -CLIP), t.addScalar("high", CLIP));
    t.addNode(
        "MatMul",
        "known",
        OnnxModelWriter.INPUT,
        t.addMatrix("pick_known", selectColumn(0, width)));
    t.addNode("Add", result, "known", "clipped");
  }

  static double[][] selectColumn(int column, int width) {
    double[][] picked = new double[width][1];
    picked[column][0] = 1;
    return picked;
  }

  private static List<ModelSample> samples(double amplitude) {
    return List.of(
        sample(amplitude, 0, 0.4, -0.9, 1.7, 0.3, -0.2, 0.07),
        sample(amplitude, 0.01, -2, -2, -2, -1, -1, 0.05),
        sample(amplitude, -0.02, 5, 4, 3, 2, 1, 0.09),
        sample(amplitude, 0, 0, 0, 0, 0, 0, 0));
  }

  private static ModelSample sample(double amplitude, double... row) {
    return new ModelSample(DoubleStream.of(row).boxed().toList(), evaluate(row, amplitude));
  }
}
