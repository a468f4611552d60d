package lab;

import domain.Target;
import inference.Artifact;
import inference.Dtype;
import inference.Manifest;
import inference.Sample;
import inference.Sha256;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * The default predictor as an artifact: what is already known of the return plus a small trend
 * term. Nothing in it is fitted, so it suits any pair.
 */
public final class DefaultFormula {
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
  private static final double CLIP = 0.025;
  private static final double[] STEEPNESS = {1 / 1.5, 1 / 1.5, 1 / 1.5, 1.2, 1.2};

  private DefaultFormula() {}

  /** Writes the artifact with the shipped amplitude into a directory, made where missing. */
  public static Manifest write(Path dir) throws IOException {
    return write(dir, AMPLITUDE);
  }

  /** As above; 0.9 brings the spread of the answers to a third of the target's. */
  public static Manifest write(Path dir, double amplitude) throws IOException {
    byte[] model = model(amplitude);
    Manifest manifest =
        new Manifest(
            Manifest.FORMAT,
            "default",
            FEATURES,
            FEATURES.size(),
            Sha256.ofNames(FEATURES),
            Dtype.FLOAT64,
            Target.LOG_RETURN,
            null,
            (int) HORIZON.toHours(),
            Sha256.of(model),
            samples(amplitude),
            "dromedary, default formula, amplitude " + amplitude,
            null);
    new Artifact(manifest, model).write(dir);
    return manifest;
  }

  /** The formula itself, in plain arithmetic, against which the file is checked. */
  static double answer(double[] x, double amplitude) {
    double score = 0;
    for (int i = 0; i < STEEPNESS.length; i++) {
      score += Math.tanh(x[i + 1] * STEEPNESS[i]) / STEEPNESS.length;
    }
    return x[0] + Math.max(-CLIP, Math.min(CLIP, amplitude * score * x[6]));
  }

  private static byte[] model(double amplitude) {
    int width = FEATURES.size();
    double[][] steepness = new double[width][STEEPNESS.length];
    double[][] mean = new double[STEEPNESS.length][1];
    for (int i = 0; i < STEEPNESS.length; i++) {
      steepness[i + 1][i] = STEEPNESS[i];
      mean[i][0] = amplitude / STEEPNESS.length;
    }
    OnnxTensors t = new OnnxTensors("default");
    t.node("MatMul", "steep", OnnxFile.INPUT, t.matrix("steepness", steepness));
    t.node("Tanh", "squashed", "steep");
    t.node("MatMul", "score", "squashed", t.matrix("mean", mean));
    t.node("MatMul", "sigma", OnnxFile.INPUT, t.matrix("pick_sigma", pick(width - 1, width)));
    t.node("Mul", "trend", "score", "sigma");
    t.node("Clip", "clipped", "trend", t.scalar("low", -CLIP), t.scalar("high", CLIP));
    t.node("MatMul", "known", OnnxFile.INPUT, t.matrix("pick_known", pick(0, width)));
    t.node("Add", OnnxFile.OUTPUT, "known", "clipped");
    return OnnxFile.bytes(t.graph(), OnnxTensors.DOUBLE, width, FEATURES);
  }

  private static double[][] pick(int column, int width) {
    double[][] picked = new double[width][1];
    picked[column][0] = 1;
    return picked;
  }

  private static List<Sample> samples(double amplitude) {
    return List.of(
        sample(amplitude, 0, 0.4, -0.9, 1.7, 0.3, -0.2, 0.07),
        sample(amplitude, 0.01, -2, -2, -2, -1, -1, 0.05),
        sample(amplitude, -0.02, 5, 4, 3, 2, 1, 0.09),
        sample(amplitude, 0, 0, 0, 0, 0, 0, 0));
  }

  private static Sample sample(double amplitude, double... row) {
    return new Sample(DoubleStream.of(row).boxed().toList(), answer(row, amplitude));
  }
}
