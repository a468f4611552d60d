package inference.sandbox;

import base.ProcessEnd;
import com.fasterxml.jackson.databind.ObjectMapper;
import inference.engine.OnnxInspection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Main class of the child JVM that looks at a file before anybody made an artifact of it; says on
 * standard output what an {@link InspectionResult} holds or, where rows lie beside it, its answers.
 */
final class InspectionMain {
  static final String ROWS = "rows.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * @param rows none to inspect the file only
   * @param outputs numbers that a row is answered with
   */
  record Question(double[][] rows, int outputs) {}

  private InspectionMain() {}

  /** Takes the ONNX file as its one argument. */
  public static void main(String[] args) throws IOException {
    ProcessEnd.endWithParent();
    int code = 0;
    try {
      System.out.println(inspect(Path.of(args[0])));
    } catch (RuntimeException | LinkageError e) {
      System.out.println(e.getMessage());
      code = SandboxProcess.BAD;
    }
    Runtime.getRuntime().exit(code);
  }

  private static String inspect(Path file) throws IOException {
    byte[] model = Files.readAllBytes(file);
    OnnxInspection inspection = OnnxInspection.inspect(model);
    Question asked = JSON.readValue(file.resolveSibling(ROWS).toFile(), Question.class);
    return JSON.writeValueAsString(
        asked.rows().length > 0
            ? inspection.predict(model, asked.rows(), asked.outputs())
            : new InspectionResult(inspection.dtype(), inspection.width(), inspection.metadata()));
  }
}
