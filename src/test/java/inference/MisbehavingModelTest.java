package inference;

import static inference.InferenceSamples.TOPIC;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import domain.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

@Tag("process")
class MisbehavingModelTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  @TempDir Path dir;

  @Test
  void refusesAnAnswerThatIsNoNumber() throws IOException {
    MisbehavingModels.writeSquareRootModel(dir.resolve("artifact"));
    try (Predictor predictor = predictor(LONG)) {
      predictor.refreshAndValidate(TOPIC);
      assertEquals(3, predictor.predict(MisbehavingModels.row(9)), 1e-12);
      assertTrue(
          failure(() -> predictor.predict(MisbehavingModels.row(-1))).contains("answers NaN"));
      assertEquals(2, predictor.predict(MisbehavingModels.row(4)), 1e-12);
    }
  }

  @Test
  void killsAChildThatHangsAndGivesTheFileUpAtTheThirdTime() throws IOException {
    MisbehavingModels.writeCyclicModel(dir.resolve("artifact"), 0);
    try (Predictor predictor = predictor(Duration.ofSeconds(2))) {
      assertTrue(failure(() -> predictor.refreshAndValidate(TOPIC)).contains("took longer than"));
      assertTrue(failure(() -> predictor.refreshAndValidate(TOPIC)).contains("took longer than"));
      assertTrue(
          failure(() -> predictor.refreshAndValidate(TOPIC)).contains("3 times; replace it"));
      long before = System.nanoTime();
      assertTrue(
          failure(() -> predictor.refreshAndValidate(TOPIC)).contains("3 times; replace it"));
      assertTrue(System.nanoTime() - before < 1e9, "was checked once more");
    }
  }

  /** In a JVM of its own, which a thread that never comes back will not outlive. */
  @Test
  void replacesTheThreadWhenAnAnswerHangs() throws Exception {
    MisbehavingModels.writeCyclicModel(dir.resolve("artifact"), 1e29f);
    Path output = dir.resolve("output");
    Process hanging =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                HangingPredictionMain.class.getName(),
                dir.toString())
            .redirectOutput(output.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertEquals(0, hanging.waitFor());
    assertEquals(
        List.of("1.0", "no answer", "1.0", "no answer", "2 calls still hang"),
        Files.readAllLines(output));
  }

  private Predictor predictor(Duration check) {
    return new Predictor(
        dir.resolve("artifact"), dir.resolve("state"), new ModelLimits(LONG, check, 64));
  }

  private static String failure(Executable action) {
    return assertThrows(Failure.Retry.class, action).getMessage();
  }
}
