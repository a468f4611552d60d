package app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ConfigurationPageTest {
  private static final Pattern ROW = Pattern.compile("\\| `([^`]+)` \\| (?:`([^`]*)`)? ?\\|.*");

  @Test
  void thePageNamesNoKeyThatIsNotThereAndNoOtherDefault() throws Exception {
    Map<String, String> page = new TreeMap<>();
    Files.readAllLines(Path.of("docs/configuration.md")).stream()
        .map(ROW::matcher)
        .filter(it -> it.matches())
        .forEach(it -> page.put(it.group(1), it.group(2) == null ? "" : it.group(2)));
    Map<String, String> real = new TreeMap<>(Configuration.defaults());
    real.keySet().retainAll(page.keySet());
    assertEquals(real, page);
    assertTrue(page.size() > 40, "the page has lost its table");
  }
}
