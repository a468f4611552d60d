package cli;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import trials.worker.CommandProcess.ChildJvmCommand;

/** A signal ends any command within half a minute, and its child processes with it. */
@Tag("process")
class SignalsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  @TempDir Path dir;

  @ParameterizedTest
  @CsvSource({
    "demo --epochs 999, State:, TERM, 143",
    "demo --epochs 999, State:, INT, 130",
    "devnet --port 0, judge, TERM, 143",
    "devnet --port 0, judge, INT, 130",
    "simulate --all, State:, TERM, 143",
    "simulate kill --rounds 9, State:, TERM, 143",
    "simulate soak --epochs 999, State:, INT, 130"
  })
  void endsTheCommandAndItsChildren(String words, String begun, String signal, int code)
      throws Exception {
    Path out = dir.resolve("out");
    ProcessBuilder command = ChildJvmCommand.processBuilder(words.split(" "));
    // A background job inherits SIGINT ignored; a JVM leaves it so.
    command.command().addAll(0, List.of("env", "--default-signal=INT"));
    command.command().add(3, "-Djava.io.tmpdir=" + dir);
    Process process = command.redirectErrorStream(true).redirectOutput(out.toFile()).start();
    try {
      await().atMost(PATIENCE).until(() -> Files.readString(out).contains(begun));
      List<ProcessHandle> children = process.descendants().toList();
      ChildJvmCommand.sendSignal(process, signal);
      assertTrue(process.waitFor(30, TimeUnit.SECONDS), () -> words + " runs on");
      assertEquals(code, process.exitValue());
      assertTrue(children.stream().noneMatch(ProcessHandle::isAlive), children::toString);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
