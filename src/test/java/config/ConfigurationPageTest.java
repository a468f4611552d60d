package config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ConfigurationPageTest {
  private static final Pattern ROW = Pattern.compile("\\| `([^`]+)` \\| (?:`([^`]*)`)? ?\\|.*");

  @Test
  void thePageHasEveryKeyWithItsDefaultAndNoOther() throws Exception {
    Map<String, String> page = new TreeMap<>();
    Files.readAllLines(Path.of("docs/configuration.md")).stream()
        .map(ROW::matcher)
        .filter(it -> it.matches())
        .forEach(it -> page.put(it.group(1), it.group(2) == null ? "" : it.group(2)));
    assertEquals(new TreeMap<>(Configuration.defaults()), page);
  }
}
