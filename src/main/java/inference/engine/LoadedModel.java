package inference.engine;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.translate.TranslateException;
import base.TemporaryFolders;
import inference.artifact.ModelArtifact;
import inference.artifact.ModelManifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/**
 * A model in native memory. Not for several threads, and closing it during a prediction kills the
 * JVM: only {@link inference.ModelThread} touches one.
 */
public final class LoadedModel implements AutoCloseable {
  /** One thread, and memory that is given back: an arena keeps the most that was ever needed. */
  private static final Map<String, String> SESSION =
      Map.of(
          "intraOpNumThreads", "1",
          "interOpNumThreads", "1",
          "cpuArenaAllocator", "false",
          "memoryPatternOptimization", "false");

  private final Model model;
  private final Predictor<double[][], double[][]> predictor;
  private final OnnxInspection inspection;

  private LoadedModel(Model model, OnnxInspection inspection, int outputs) {
    this.model = model;
    this.inspection = inspection;
    this.predictor = model.newPredictor(new RowsTranslator(inspection.dtype(), outputs));
  }

  /**
   * Loads {@code model.onnx} of a private directory.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  public static LoadedModel open(Path dir, ModelArtifact artifact) {
    OnnxInspection inspection = OnnxInspection.inspect(artifact.model());
    ModelManifest manifest = artifact.manifest();
    if (inspection.width() >= 0 && inspection.width() != manifest.width()) {
      throw new IllegalArgumentException(
          "the manifest names "
              + manifest.width()
              + " features, the network takes "
              + inspection.width()
              + "; import it again with the features it was trained on");
    }
    if (inspection.dtype() != manifest.dtype()) {
      throw new IllegalArgumentException(
          "the manifest says " + manifest.dtype() + ", the network takes " + inspection.dtype());
    }
    return open(dir, inspection, Math.max(1, manifest.outputs().size()));
  }

  /**
   * Loads bytes by way of a directory that is gone afterwards.
   *
   * @param outputs numbers that a row is answered with
   */
  static LoadedModel open(byte[] model, OnnxInspection inspection, int outputs) {
    try {
      Path dir = TemporaryFolders.create("model");
      Path file = dir.resolve(ModelArtifact.MODEL);
      try {
        Files.write(file, model);
        return open(dir, inspection, outputs);
      } finally {
        Files.deleteIfExists(file);
        Files.delete(dir);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the temp directory is not writable", e);
    }
  }

  private static LoadedModel open(Path dir, OnnxInspection inspection, int outputs) {
    Model model = Model.newInstance("model", Device.cpu(), OnnxEngine.ONNX);
    try {
      model.load(dir.toAbsolutePath(), ModelArtifact.MODEL, SESSION);
      return new LoadedModel(model, inspection, outputs);
    } catch (IOException | MalformedModelException | RuntimeException e) {
      model.close();
      throw new IllegalArgumentException("the engine refuses it: " + OnnxEngine.shortMessage(e), e);
    }
  }

  /**
   * One number per row, of several the first; rows are of equal width.
   *
   * @throws IllegalArgumentException when the model fails on them
   */
  public double[] predict(double[][] rows) {
    return Arrays.stream(predictOutputs(rows)).mapToDouble(it -> it[0]).toArray();
  }

  /** All numbers of each row, in the order in which the artifact names its outputs. */
  public double[][] predictOutputs(double[][] rows) {
    if (rows.length <= 1 || !inspection.oneRow()) {
      return predictBatch(rows);
    }
    return Arrays.stream(rows)
        .map(row -> predictBatch(new double[][] {row})[0])
        .toArray(double[][]::new);
  }

  private double[][] predictBatch(double[][] rows) {
    if (rows.length == 0) {
      return new double[0][];
    }
    try {
      return predictor.predict(rows);
    } catch (TranslateException e) {
      throw new IllegalArgumentException("the model fails: " + OnnxEngine.shortMessage(e), e);
    }
  }

  @Override
  public void close() {
    predictor.close();
    model.close();
  }
}
