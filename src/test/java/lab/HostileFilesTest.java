package lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostileFilesTest {
  @Test
  void damagedFilesThatTheirManifestsVouchForNeverTakeOver(@TempDir Path dir) throws IOException {
    HostileFiles files = new HostileFiles(dir);
    files.survive(7, List.of("xgboost"));
    assertEquals(7, files.refused + files.unharmed);
    assertTrue(files.refused > 4, files.refused + " refused");
  }
}
