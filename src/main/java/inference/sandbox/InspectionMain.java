package inference.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import inference.engine.OnnxInspection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Main class of the child JVM that looks at a file before anybody made an artifact of it; says on
 * standard output what an {@link InspectionResult} holds.
 */
final class InspectionMain {
  private InspectionMain() {}

  /** Takes the ONNX file as its one argument. */
  public static void main(String[] args) throws IOException {
    int code = 0;
    try {
      System.out.println(inspect(Files.readAllBytes(Path.of(args[0]))));
    } catch (RuntimeException | LinkageError e) {
      System.out.println(e.getMessage());
      code = SandboxProcess.BAD;
    }
    Runtime.getRuntime().exit(code);
  }

  private static String inspect(byte[] model) throws JsonProcessingException {
    OnnxInspection inspection = OnnxInspection.inspect(model);
    return new ObjectMapper()
        .writeValueAsString(
            new InspectionResult(
                inspection.dtype(),
                inspection.width(),
                inspection.metadata(),
                InspectionResult.samples(model, inspection)));
  }
}
