package cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trials.worker.CommandProcess.ChildJvmCommand;

/** The main job on hosts that are not like the developer's. */
@Tag("process")
class HostEnvironmentTest {
  /** The shell makes the folder: this JVM may not be able to name it. */
  private static final String IN_FOLDER =
      "d=$(printf '%s/b\\303\\274cher' \"$1\"); java=$2; shift 2; mkdir \"$d\" "
          + "&& exec \"$java\" -Djava.io.tmpdir=\"$d\" \"$@\"";

  @TempDir Path dir;

  @Test
  void aFolderWithLettersOutsideAsciiWorks() throws Exception {
    playDemo(List.of());
  }

  /** Its digits are none that a market or a node reads. */
  @Test
  void aLocaleWithOtherDigitsWorks() throws Exception {
    playDemo(List.of("-Duser.language=fa", "-Duser.country=IR"));
  }

  private void playDemo(List<String> options) throws Exception {
    List<String> command = new ArrayList<>(List.of("sh", "-c", IN_FOLDER, "sh", dir.toString()));
    command.addAll(ChildJvmCommand.commandLine(options, "demo", "--epochs", "1"));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.redirectErrorStream(true).redirectOutput(dir.resolve("out").toFile());
    Process demo = builder.start();
    try {
      assertTrue(demo.waitFor(3, TimeUnit.MINUTES), this::output);
      assertEquals(0, demo.exitValue(), this::output);
    } finally {
      demo.destroyForcibly();
    }
  }

  private String output() {
    try {
      return Files.readString(dir.resolve("out"));
    } catch (java.io.IOException e) {
      return e.toString();
    }
  }
}
