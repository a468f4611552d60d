package lab.importer;

import static org.junit.jupiter.api.Assertions.assertTrue;

import domain.Failure;
import domain.TopicSpec.PredictionTarget;
import inference.artifact.ModelArtifact;
import inference.artifact.ModelSample;
import inference.engine.OnnxInspection;
import inference.sandbox.InProcessArtifactCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Imports every file of a zoo that Python made, each against its own library's answers, and writes
 * the table of docs/internals/models.md: {@code mvn test -Dtest=ModelZooTest -Dzoo=FOLDER}.
 */
@EnabledIfSystemProperty(named = "zoo", matches = ".+")
class ModelZooTest {
  @TempDir Path dir;
  private final List<String> wrong = new ArrayList<>();

  @Test
  void takesOverEveryFileOrRefusesItWithAReason() throws IOException {
    Path zoo = Path.of(System.getProperty("zoo"));
    List<String> table = new ArrayList<>(List.of("| version | file | result |", "|---|---|---|"));
    try (Stream<Path> files = Files.walk(zoo)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        if (Files.exists(rows(file))) {
          String from = file.getParent().getFileName().toString();
          table.add("| %s | %s | %s |".formatted(from, file.getFileName(), importFile(file)));
        }
      }
    }
    Files.write(zoo.resolve("table.md"), table);
    assertTrue(wrong.isEmpty(), wrong.toString());
  }

  private static Path rows(Path file) {
    return file.resolveSibling(file.getFileName() + ".rows.csv");
  }

  private String importFile(Path file) throws IOException {
    ReferenceRows rows = ReferenceRows.read(rows(file));
    ImportOptions options =
        new ImportOptions(
            "zoo", List.of(), PredictionTarget.LOG_RETURN, "btcusd", 168, rows, null, null);
    try {
      ModelImporter.importFile(file, options, dir.resolve("model"));
      InProcessArtifactCheck.findFault(dir.resolve("model")).ifPresent(f -> note(file, f));
      return String.format(Locale.ROOT, "%.1g", largestDifference(rows));
    } catch (Failure.Stop e) {
      String reason = e.getMessage().lines().findFirst().orElse("");
      reason = reason.replace("model file " + file + ": ", "");
      // A file of 2.0 or later does not say what stood for missing: only the rows can tell.
      // And the converter divides LightGBM's random forests by 100.
      String name = file.getFileName().toString();
      boolean untold = name.startsWith("missing-0.") || name.equals("lgb-rf.onnx");
      if (reason.contains("differs from the trainer") && !untold || reason.contains("further")) {
        note(file, reason);
      }
      return "refused: " + reason;
    } catch (RuntimeException e) {
      note(file, e.toString());
      return e.toString();
    }
  }

  private double largestDifference(ReferenceRows rows) {
    byte[] onnx = ModelArtifact.read(dir.resolve("model")).model();
    double[] answers = OnnxInspection.inspect(onnx).predict(onnx, rows.inputs(), 1);
    double largest = 0;
    for (int i = 0; i < answers.length; i++) {
      ModelSample row = rows.rows().get(i);
      largest = Math.max(largest, Math.abs(answers[i] - row.answer()));
    }
    return largest;
  }

  private void note(Path file, String what) {
    wrong.add(file.getParent().getFileName() + "/" + file.getFileName() + ": " + what + "\n");
  }
}
