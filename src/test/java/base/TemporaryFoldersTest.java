package base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import domain.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("process")
class TemporaryFoldersTest {
  @Test
  void aFolderIsMadeAndGoesWithWhatIsInIt() throws Exception {
    TemporaryFolders.requireUsable();
    Path folder = TemporaryFolders.create("dromedary-test");
    Files.writeString(folder.resolve("file"), "x");
    TemporaryFolders.deleteRecursively(folder);
    assertTrue(Files.notExists(folder));
  }

  /** Java reads the property once, so only a process of its own can miss its folder. */
  @Test
  void aMissingOneIsNamedWithWhatToDo() throws Exception {
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=/no/such/folder",
                "-cp",
                System.getProperty("java.class.path"),
                "cli.Main",
                "demo",
                "--epochs",
                "1")
            .redirectErrorStream(true)
            .start();
    String output = new String(java.getInputStream().readAllBytes());
    assertEquals(78, java.waitFor(), output);
    assertEquals(1, output.lines().filter(it -> it.contains("/no/such/folder")).count(), output);
    assertTrue(output.contains("java.io.tmpdir=FOLDER"), output);
  }

  @Test
  void otherFailuresKeepTheirExitStatus() {
    assertEquals(ExitStatus.FAILED, Failure.exitStatus(new IllegalStateException()));
    assertThrows(
        java.nio.file.NoSuchFileException.class,
        () -> TemporaryFolders.deleteRecursively(Path.of("no-such-folder")));
  }
}
