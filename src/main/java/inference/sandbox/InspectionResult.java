package inference.sandbox;

import base.TemporaryFolders;
import com.fasterxml.jackson.databind.ObjectMapper;
import inference.artifact.ModelArtifact;
import inference.artifact.ModelSample;
import inference.artifact.TensorType;
import inference.sandbox.InspectionMain.Question;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What a foreign ONNX file says about itself, found out in a JVM of its own: nobody knows yet
 * whether it does harm.
 *
 * @param width inputs per row, -1 where the file leaves it open
 * @param metadata what the exporter wrote into the file
 */
public record InspectionResult(TensorType dtype, long width, Map<String, String> metadata) {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * @throws IllegalArgumentException saying what does not suit
   */
  public static InspectionResult inspectInSandbox(byte[] model) {
    return runInSandbox(model, new Question(new double[0][], 1), InspectionResult.class);
  }

  /**
   * Its answers to some rows.
   *
   * @param outputs numbers that a row is answered with; of several the first counts
   * @throws IllegalArgumentException when it fails or one of them is not finite
   */
  public static List<ModelSample> answerInSandbox(byte[] model, double[][] rows, int outputs) {
    double[] answers = runInSandbox(model, new Question(rows, outputs), double[].class);
    return IntStream.range(0, rows.length)
        .mapToObj(i -> new ModelSample(Arrays.stream(rows[i]).boxed().toList(), answers[i]))
        .toList();
  }

  private static <T> T runInSandbox(byte[] model, Question asked, Class<T> type) {
    try {
      Path scratch = TemporaryFolders.create("dromedary-import");
      try {
        Path file = Files.write(scratch.resolve(ModelArtifact.MODEL), model);
        JSON.writeValue(scratch.resolve(InspectionMain.ROWS).toFile(), asked);
        String said =
            new SandboxProcess(LIMIT, model.length).run(InspectionMain.class, file, scratch);
        return JSON.readValue(said, type);
      } catch (SandboxProcess.SandboxTimeoutException e) {
        throw new IllegalArgumentException(
            "opening and asking it took longer than "
                + LIMIT.toSeconds()
                + " s: it is too slow, or its trees run in circles",
            e);
      } finally {
        ArtifactValidator.deleteRecursively(scratch);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the temp directory is not writable", e);
    }
  }
}
