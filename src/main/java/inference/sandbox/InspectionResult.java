package inference.sandbox;

import base.TemporaryFolders;
import com.fasterxml.jackson.databind.ObjectMapper;
import inference.artifact.ModelArtifact;
import inference.artifact.ModelSample;
import inference.artifact.TensorType;
import inference.engine.OnnxInspection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What a foreign ONNX file says about itself and answers to a few rows, found out in a JVM of its
 * own: nobody knows yet whether it does harm.
 *
 * @param width inputs per row, -1 where the file leaves it open
 * @param metadata what the exporter wrote into the file
 * @param samples its own answers where they are finite; none where the width is open
 */
public record InspectionResult(
    TensorType dtype, long width, Map<String, String> metadata, List<ModelSample> samples) {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int SAMPLES = 32;

  /**
   * @throws IllegalArgumentException saying what does not suit
   */
  public static InspectionResult inspectInSandbox(byte[] model) {
    try {
      Path scratch = TemporaryFolders.create("dromedary-import");
      try {
        Path file = Files.write(scratch.resolve(ModelArtifact.MODEL), model);
        String said = new SandboxProcess(LIMIT).run(InspectionMain.class, file, scratch);
        return new ObjectMapper().readValue(said, InspectionResult.class);
      } catch (SandboxProcess.SandboxTimeoutException e) {
        throw new IllegalArgumentException(e.getMessage() + "; its trees may run in circles", e);
      } finally {
        ArtifactValidator.deleteRecursively(scratch);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the temp directory is not writable", e);
    }
  }

  static List<ModelSample> samples(byte[] model, OnnxInspection inspection) {
    if (inspection.width() < 1) {
      return List.of();
    }
    double[][] rows = randomRows((int) inspection.width());
    double[] answers = inspection.predict(model, rows);
    List<ModelSample> samples = new ArrayList<>();
    for (int i = 0; i < rows.length; i++) {
      if (Double.isFinite(answers[i])) {
        samples.add(new ModelSample(Arrays.stream(rows[i]).boxed().toList(), answers[i]));
      }
    }
    return samples;
  }

  private static double[][] randomRows(int width) {
    Random random = new Random(67);
    double[][] rows = new double[SAMPLES][width];
    for (double[] row : rows) {
      Arrays.setAll(row, i -> (float) random.nextGaussian());
    }
    return rows;
  }
}
