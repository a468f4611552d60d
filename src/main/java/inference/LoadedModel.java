package inference;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.translate.TranslateException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A model in native memory. Not for several threads, and closing it during a prediction kills the
 * JVM: only {@link ModelThread} touches one.
 */
final class LoadedModel implements AutoCloseable {
  private static final Map<String, String> ONE_THREAD =
      Map.of("intraOpNumThreads", "1", "interOpNumThreads", "1");

  private final Model model;
  private final Predictor<double[][], double[]> predictor;
  private final Inspection inspection;

  private LoadedModel(Model model, Inspection inspection) {
    this.model = model;
    this.inspection = inspection;
    this.predictor = model.newPredictor(new RowsTranslator(inspection.dtype()));
  }

  /**
   * Loads {@code model.onnx} of a private directory.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  static LoadedModel open(Path dir, Artifact artifact) {
    Inspection inspection = Inspection.of(artifact.model());
    Manifest manifest = artifact.manifest();
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
    return open(dir, inspection);
  }

  /** Loads bytes by way of a directory that is gone afterwards. */
  static LoadedModel open(byte[] model, Inspection inspection) {
    try {
      Path dir = Files.createTempDirectory("model");
      Path file = dir.resolve(Artifact.MODEL);
      try {
        Files.write(file, model);
        return open(dir, inspection);
      } finally {
        Files.deleteIfExists(file);
        Files.delete(dir);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the temp directory is not writable", e);
    }
  }

  private static LoadedModel open(Path dir, Inspection inspection) {
    Model model = Model.newInstance("model", Device.cpu(), Engines.ONNX);
    try {
      model.load(dir.toAbsolutePath(), Artifact.MODEL, ONE_THREAD);
      return new LoadedModel(model, inspection);
    } catch (IOException | MalformedModelException | RuntimeException e) {
      model.close();
      throw new IllegalArgumentException("the engine refuses it: " + Engines.brief(e), e);
    }
  }

  /**
   * One number per row; rows are of equal width.
   *
   * @throws IllegalArgumentException when the model fails on them
   */
  double[] predict(double[][] rows) {
    if (rows.length <= 1 || !inspection.oneRow()) {
      return batch(rows);
    }
    double[] answers = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      answers[i] = batch(new double[][] {rows[i]})[0];
    }
    return answers;
  }

  private double[] batch(double[][] rows) {
    if (rows.length == 0) {
      return new double[0];
    }
    try {
      return predictor.predict(rows);
    } catch (TranslateException e) {
      throw new IllegalArgumentException("the model fails: " + Engines.brief(e), e);
    }
  }

  @Override
  public void close() {
    predictor.close();
    model.close();
  }
}
