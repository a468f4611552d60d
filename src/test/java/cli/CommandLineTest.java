package cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class CommandLineTest {
  private final StringWriter err = new StringWriter();

  private int execute(String... args) {
    CommandLine line = Main.commandLine();
    line.setErr(new PrintWriter(err, true));
    return line.execute(args);
  }

  @Test
  void anUnknownVerbShowsUsageAndExits64() {
    assertEquals(64, execute("trot"));
    assertTrue(err.toString().contains("trot") && err.toString().contains("Usage:"));
  }

  @Test
  void anUnknownOptionShowsUsageAndExits64() {
    assertEquals(64, execute("--gallop"));
    assertTrue(err.toString().contains("--gallop"));
  }

  @Test
  void noVerbShowsUsageAndExits64() {
    assertEquals(64, execute());
  }
}
