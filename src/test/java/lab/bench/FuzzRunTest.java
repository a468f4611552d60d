package lab.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import domain.TopicSpec.PredictionTarget;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import lab.importer.ImportOptions;
import lab.importer.ModelImporter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("process")
class FuzzRunTest {
  private static final Path MODEL = Path.of("src/test/resources/lab/models/xgboost.json");
  private static final int KINDS = 12;

  @Test
  void damagedFilesThatTheirManifestsVouchForNeverTakeOver(@TempDir Path dir) throws IOException {
    ImportOptions options =
        new ImportOptions("good", List.of(), PredictionTarget.LOG_RETURN, null, 168);
    ModelImporter.importFile(MODEL, options, dir.resolve("good"));
    List<String> faults = new ArrayList<>();
    try (FuzzRun fuzzRun =
        new FuzzRun(dir.resolve("good"), dir.resolve("scratch"), Duration.ofSeconds(8))) {
      FuzzRun.FuzzResult result = fuzzRun.run(KINDS, faults::add);
      assertEquals(KINDS, result.refused() + result.harmless());
    }
    assertTrue(faults.size() > KINDS / 2, faults.toString());
  }
}
