package cli.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cli.Main;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ConfigCommandTest {
  @TempDir Path dir;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int execute(String... args) {
    CommandLine line = Main.commandLine("config");
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(args);
  }

  @Test
  void everySlipIsReportedAtOnceWithWhatWasMeant() {
    int code =
        execute(
            "config",
            "validate",
            "--set",
            "windwo.tick=1s",
            "--set",
            "topic.67.modle-url=x",
            "--network",
            "tesnet");
    assertEquals(78, code);
    assertTrue(err.toString().contains("did you mean window.tick?"), err.toString());
    assertTrue(err.toString().contains("did you mean topic.67.model-url?"), err.toString());
    assertTrue(err.toString().contains("did you mean testnet?"), err.toString());
  }

  @Test
  void validSettingsAreCountedByOrigin() throws Exception {
    Path file = Files.writeString(dir.resolve("d.properties"), "settle.period=7s\n");
    assertEquals(
        0, execute("config", "validate", "-c", file.toString(), "--set", "window.tick=2s"));
    assertTrue(out.toString().contains("1 from command"), out.toString());
    assertTrue(out.toString().contains("1 from " + file), out.toString());
  }

  @Test
  void showsOriginsOnStandardOutputAndNoSecret() throws Exception {
    Path file =
        Files.writeString(
            dir.resolve("d.properties"),
            "market.tiingo.token=geheim\n"
                + "topic.67.model-url=https://u:geheim@host/geheim01geheim01?k=geheim\n"
                + "alert.uri=telegram:bots?authorizationToken=RAW(geheim,geheim)\n");
    assertEquals(0, execute("config", "show", "--changed", "-c", file.toString()));
    assertFalse(out.toString().contains("geheim"), out.toString());
    assertTrue(out.toString().contains("https://(hidden)@host/(hidden)?(hidden)"), out.toString());
    assertTrue(out.toString().contains(file.toString()), out.toString());
    assertFalse(out.toString().contains("score.period"), out.toString());
    assertEquals("", err.toString());
  }
}
