package app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lab.DefaultFormula;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to the windows of a running daemon while its artifact is replaced. */
class ModelSwapTest {
  @TempDir Path dir;

  @Test
  void noWindowIsMissedAndTheNewModelAnswersTheRest() throws Exception {
    Path model = dir.resolve("model");
    String first = DefaultFormula.write(model).sha256();
    Demo.Verdict verdict = run(model, () -> DefaultFormula.write(model, 0.2));
    assertTrue(verdict.perfect(), verdict.toString());
    List<String> artifacts = artifacts(verdict);
    assertEquals(first, artifacts.get(0));
    assertEquals(DefaultFormula.write(model, 0.2).sha256(), artifacts.get(2));
  }

  @Test
  void noWindowIsMissedWhenTheReplacementIsBroken() throws Exception {
    Path model = dir.resolve("model");
    String first = DefaultFormula.write(model).sha256();
    Demo.Verdict verdict = run(model, () -> Files.write(model.resolve("model.onnx"), new byte[9]));
    assertTrue(verdict.perfect(), verdict.toString());
    assertEquals(List.of(first, first, first), artifacts(verdict));
  }

  private Demo.Verdict run(Path model, Swap swap) throws Exception {
    ConfigurationOptions options = ConfigurationOptions.with(Map.of("model.dir", model + ""));
    try (Demo demo = new Demo(options, Demo.world(720, Optional.empty()), dir.resolve("state"))) {
      return demo.run(
          3,
          closed -> {
            if (!Files.exists(dir.resolve("swapped"))) {
              once(swap);
            }
          });
    }
  }

  /** After the first closed window only. */
  private void once(Swap swap) {
    try {
      Files.createFile(dir.resolve("swapped"));
      swap.make();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> artifacts(Demo.Verdict verdict) {
    return verdict.entries().stream().map(entry -> entry.provenance().artifactHash()).toList();
  }

  /** A change to the artifact's folder. */
  private interface Swap {
    void make() throws IOException;
  }
}
