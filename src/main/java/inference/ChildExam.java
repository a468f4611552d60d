package inference;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Main class of the child JVM that looks at a file before anybody made an artifact of it; says on
 * standard output what an {@link Examination} holds.
 */
final class ChildExam {
  private ChildExam() {}

  /** Takes the ONNX file as its one argument. */
  public static void main(String[] args) throws IOException {
    int code = 0;
    try {
      System.out.println(examined(Files.readAllBytes(Path.of(args[0]))));
    } catch (RuntimeException | LinkageError e) {
      System.out.println(e.getMessage());
      code = ChildJvm.BAD;
    }
    Runtime.getRuntime().exit(code);
  }

  private static String examined(byte[] model) throws JsonProcessingException {
    Inspection inspection = Inspection.of(model);
    return new ObjectMapper()
        .writeValueAsString(
            new Examination(
                inspection.dtype(),
                inspection.width(),
                inspection.metadata(),
                Examination.samples(model, inspection)));
  }
}
