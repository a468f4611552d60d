package cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import base.ChildJvm;
import host.LocalPorts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that plays a newcomer's first hour, with the packaged program and a terminal. */
@Tag("process")
class FirstHourTest {
  @TempDir Path home;

  @Test
  void aNewcomerGetsFromNothingToAnAcceptedEpoch() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "there is no terminal to type at");
    assumeTrue(Files.exists(Path.of("target/dromedary.jar")), "the program is not packaged");
    Path said = home.resolve("said");
    ProcessBuilder builder = new ProcessBuilder("bash", "deploy/first-hour.sh", home.toString());
    builder.environment().put("CAMEL_MANAGEMENT_PORT", LocalPorts.freePort() + "");
    // a dozen starts in a row
    builder
        .environment()
        .put("DROMEDARY_JAVA_OPTIONS", "-Xmx512m " + String.join(" ", ChildJvm.archiveOptions()));
    Process hour = builder.redirectErrorStream(true).redirectOutput(said.toFile()).start();
    try {
      boolean over = hour.waitFor(6, TimeUnit.MINUTES);
      String text = Files.readString(said);
      assertTrue(over, text);
      assertEquals(0, hour.exitValue(), text);
      assertTrue(text.contains("10 commands, "), text);
      assertTrue(Pattern.compile("(?m)^67 +worker +\\d+ .* accepted ").matcher(text).find(), text);
      assertTrue(text.contains("<title>Dromedary</title>"), text);
    } finally {
      hour.descendants().forEach(ProcessHandle::destroy);
      hour.destroy();
    }
    Path key = home.resolve(".dromedary/mnemonic");
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(key)));
  }
}
