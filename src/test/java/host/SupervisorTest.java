package host;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cli.DevnetFixture;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import laws.RefusingPort;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Debian's supervisor runs the program section of {@code deploy}. Only what lies elsewhere here is
 * changed in it: the folders, and the user.
 */
@Tag("process")
class SupervisorTest {
  private static final Path SUPERVISORD = Path.of("/usr/bin/supervisord");
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Pattern SPAWNED = Pattern.compile("spawned: 'dromedary' with pid (\\d+)");

  @TempDir Path dir;
  private Process supervisor;

  @BeforeEach
  void prepare() throws IOException {
    Assumptions.assumeTrue(
        Files.isExecutable(SUPERVISORD), "no supervisord here: apt-get install supervisor");
    Files.createDirectories(dir.resolve("state"));
    Files.writeString(dir.resolve("mnemonic"), DevnetFixture.WORDS);
    Files.setPosixFilePermissions(
        dir.resolve("mnemonic"), PosixFilePermissions.fromString("rw-------"));
    Files.write(
        dir.resolve("dromedary.properties"),
        List.of(
            "network.preset = local",
            "network.endpoints = rest+http://" + RefusingPort.address(),
            "market.sources = kraken",
            "camel.management.enabled = false"));
    Files.writeString(dir.resolve("bin"), program());
    Files.setPosixFilePermissions(dir.resolve("bin"), PosixFilePermissions.fromString("rwx------"));
  }

  @AfterEach
  void stop() throws Exception {
    if (supervisor != null && supervisor.isAlive()) {
      supervisor.destroy();
      supervisor.waitFor(60, TimeUnit.SECONDS);
    }
  }

  @Test
  void startsItAgainWhenItWasKilledAndWaitsForItsCleanStop() throws Exception {
    supervise();
    ProcessHandle.of(pid(1)).orElseThrow().destroyForcibly();
    pid(2);
    await().atMost(PATIENCE).until(() -> said("out").contains("settlement"));
    supervisor.destroy();
    assertTrue(supervisor.waitFor(60, TimeUnit.SECONDS), said("log"));
    assertTrue(said("log").contains("(terminated by SIGKILL; not expected)"), said("log"));
    assertTrue(said("log").contains("stopped: dromedary (exit status 143)"), said("log"));
  }

  @Test
  void leavesItDownWhenAnOperatorHasToAct() throws Exception {
    Files.writeString(dir.resolve("state").resolve("journal.db"), "no journal at all ".repeat(999));
    supervise();
    await().atMost(PATIENCE).until(() -> said("log").contains("exited: dromedary"));
    assertTrue(said("log").contains("exited: dromedary (exit status 2; expected)"), said("log"));
    assertEquals(1, SPAWNED.matcher(said("log")).results().count(), said("log"));
  }

  private void supervise() throws IOException {
    String section =
        Files.readString(Path.of("deploy/supervisord.conf"))
            .replace("/opt/dromedary/bin/dromedary", dir.resolve("bin").toString())
            .replace("/etc/dromedary/credentials/", dir + "/")
            .replace("/etc/dromedary/", dir + "/")
            .replace("/var/lib/dromedary", dir.resolve("state").toString())
            .replace("/var/log/supervisor/dromedary.log", dir.resolve("out").toString())
            .replace("user=dromedary\n", "");
    String daemon =
        "[supervisord]\nnodaemon=true\nlogfile=" + dir + "/log\npidfile=" + dir + "/pid\n";
    Files.writeString(dir.resolve("conf"), daemon + section);
    supervisor =
        new ProcessBuilder(SUPERVISORD.toString(), "-c", dir.resolve("conf").toString())
            .redirectErrorStream(true)
            .redirectOutput(dir.resolve("said").toFile())
            .start();
  }

  /** Process of the n-th start, once the daemon handles signals itself. */
  private long pid(int start) {
    await()
        .atMost(PATIENCE)
        .until(() -> said("out").split("Camel .Main. .* is starting", -1).length > start);
    Matcher spawned = SPAWNED.matcher(said("log"));
    for (int i = 0; i < start; i++) {
      assertTrue(spawned.find(), said("log"));
    }
    return Long.parseLong(spawned.group(1));
  }

  /** Stands for the start script; the section's folder is the root, so the class path is whole. */
  private static String program() {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classes =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(it -> Path.of(it).toAbsolutePath().toString())
            .collect(Collectors.joining(File.pathSeparator));
    return "#!/bin/sh\nexec '%s' -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp '%s' cli.Main \"$@\"\n"
        .formatted(java, classes);
  }

  private String said(String file) {
    try {
      Path path = dir.resolve(file);
      return Files.exists(path) ? Files.readString(path) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
