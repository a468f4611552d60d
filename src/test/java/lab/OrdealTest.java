package lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import domain.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrdealTest {
  private static final Path MODEL = Path.of("src/test/resources/lab/models/xgboost.json");
  private static final int KINDS = 12;

  @Test
  void damagedFilesThatTheirManifestsVouchForNeverTakeOver(@TempDir Path dir) throws IOException {
    ImportOptions options = new ImportOptions("good", List.of(), Target.LOG_RETURN, null, 168);
    Import.file(MODEL, options, dir.resolve("good"));
    List<String> faults = new ArrayList<>();
    try (Ordeal ordeal =
        new Ordeal(dir.resolve("good"), dir.resolve("scratch"), Duration.ofSeconds(8))) {
      Ordeal.Result result = ordeal.survive(KINDS, faults::add);
      assertEquals(KINDS, result.refused() + result.unharmed());
    }
    assertTrue(faults.size() > KINDS / 2, faults.toString());
  }
}
