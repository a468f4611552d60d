package host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoggingConfiguratorTest {
  @TempDir Path folder;

  @Test
  void whatAStrangerWroteBeginsNoLineOfItsOwn() throws Exception {
    LoggerContext context = new LoggerContext();
    context.setMDCAdapter(new LogbackMDCAdapter());
    LoggingConfigurator.configureShort(context, folder, "ERROR");
    context.getLogger("test").info("refused: {}", "bad fee\n2026-01-01 INFO  all is fine\u001b[2J");
    context.stop();
    List<String> lines = Files.readAllLines(folder.resolve("dromedary.log"));
    assertEquals(1, lines.size(), lines::toString);
    assertTrue(
        lines.get(0).endsWith("refused: bad fee?2026-01-01 INFO  all is fine?[2J"),
        lines::toString);
  }
}
