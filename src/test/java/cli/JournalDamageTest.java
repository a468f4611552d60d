package cli;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What happens to the journal's file under a daemon that runs, under the widest umask. */
@Tag("process")
@Execution(ExecutionMode.CONCURRENT)
class JournalDamageTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path dir;

  private enum Damage {
    REMOVED,
    REPLACED,
    OLDER_COPY,
    IMMUTABLE
  }

  @ParameterizedTest
  @EnumSource
  void isNoticedPagedAndEndsTheDaemonWithExit2(Damage damage) throws Exception {
    String alerts = "alert.uri=file:" + dir + "?fileName=alerts&fileExist=Append";
    Path file = dir.resolve("state/journal.db");
    Path old = dir.resolve("old");
    try (DaemonProcess daemon = new DaemonProcess(dir, "--set", alerts)) {
      await().atMost(PATIENCE).until(() -> Files.exists(file));
      Files.copy(file, old);
      await().atMost(PATIENCE).until(() -> daemon.output().contains("accepted at height"));
      assertEquals(List.of(), open(dir.resolve("state")));
      long begin = System.nanoTime();
      damage(damage, file, old);
      assertEquals(2, daemon.exitCode(), daemon.output());
      Duration took = Duration.ofNanos(System.nanoTime() - begin);
      assertTrue(took.compareTo(Duration.ofMinutes(1)) < 0, took + "");
      String told = Files.readString(dir.resolve("alerts"));
      assertTrue(told.contains("PAGE stopped: journal " + file), told);
    } finally {
      chattr("-i", file);
    }
  }

  private static void damage(Damage damage, Path file, Path old) throws Exception {
    switch (damage) {
      case REMOVED -> Files.delete(file);
      case REPLACED -> Files.move(Files.copy(file, sibling(file, ".x")), file, overwriting());
      case OLDER_COPY -> {
        Files.write(file, Files.readAllBytes(old));
        Files.write(sibling(file, "-wal"), new byte[0]);
      }
      case IMMUTABLE ->
          Assumptions.assumeTrue(chattr("+i", file), "only root may make a file immutable");
    }
  }

  private static StandardCopyOption overwriting() {
    return StandardCopyOption.REPLACE_EXISTING;
  }

  private static Path sibling(Path file, String suffix) {
    return file.resolveSibling(file.getFileName() + suffix);
  }

  private static boolean chattr(String flag, Path file) throws Exception {
    try {
      return new ProcessBuilder("chattr", flag, file + "")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** Files and folders that others than their owner may do anything with. */
  private static List<String> open(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.map(it -> mode(it) + " " + it)
          .filter(it -> !it.matches("rw[-x]------ .*"))
          .toList();
    }
  }

  private static String mode(Path path) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    } catch (IOException e) {
      return "rw------- gone";
    }
  }
}
