package cli;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import base.HostileServer;
import domain.market.Candle;
import domain.market.RandomWalkCandles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import trials.worker.CommandProcess.ChildJvmCommand;

/**
 * A signal ends any command within half a minute, and its child processes with it; nothing stays
 * behind in the folder for temporary files.
 */
@Tag("process")
class SignalsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final String CHILD = "CHILD";
  private static final String ASKED = "ASKED";

  @TempDir Path dir;
  @TempDir Path temp;

  /** Sent to the process, or to its whole group as a terminal does. */
  @ParameterizedTest
  @CsvSource({
    "demo --epochs 999, State:, TERM, 143, false",
    "demo --epochs 999, State:, INT, 130, true",
    "devnet --port 0, judge, TERM, 143, false",
    "devnet --port 0, judge, INT, 130, false",
    "simulate --all, State:, TERM, 143, true",
    "simulate kill --rounds 9, CHILD, TERM, 143, false",
    "simulate soak --epochs 999, CHILD, INT, 130, true",
    "train --kind xgboost --rounds 9999 --candles CANDLES --out MODEL, CHILD, TERM, 143, false",
    "train --kind xgboost --rounds 9999 --candles CANDLES --out MODEL, CHILD, INT, 130, true",
    "backtest --trees --candles CANDLES --report REPORT, CHILD, TERM, 143, false",
    "model import ONNX --to MODEL, CHILD, INT, 130, false",
    "once --wait -c SETTINGS, ASKED, TERM, 143, false",
    "run -c SETTINGS, ASKED, INT, 130, true"
  })
  void endsTheCommandAndItsChildren(
      String words, String begun, String signal, int code, boolean group) throws Exception {
    try (HostileServer silent = new HostileServer(HostileServer.Attack.SILENCE)) {
      Process process = start(words, silent);
      try {
        await().atMost(PATIENCE).until(hasBegun(process, begun, silent)::getAsBoolean);
        List<ProcessHandle> children = process.descendants().toList();
        sendSignal(signal, group ? -process.pid() : process.pid());
        assertTrue(process.waitFor(30, TimeUnit.SECONDS), () -> words + " runs on");
        assertEquals(code, process.exitValue(), this::output);
        assertTrue(children.stream().noneMatch(ProcessHandle::isAlive), children::toString);
        assertEquals(List.of(), leftInTemporaryFolder());
      } finally {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    }
  }

  @Test
  void whatAKilledRunLeftIsRemovedByTheNextStart() throws Exception {
    Process killed = start("demo --epochs 999", null);
    await().atMost(PATIENCE).until(() -> output().contains("State:"));
    killed.descendants().forEach(ProcessHandle::destroyForcibly);
    killed.destroyForcibly().waitFor();
    assertEquals(1, leftInTemporaryFolder().size(), leftInTemporaryFolder()::toString);
    assertEquals(0, start("simulate --list", null).waitFor());
    assertEquals(List.of(), leftInTemporaryFolder());
  }

  /** The leader of a process group, as a command that was typed into a terminal. */
  private Process start(String words, HostileServer silent) throws IOException {
    String[] arguments =
        Stream.of(words.split(" ")).map(it -> replaceName(it, silent)).toArray(String[]::new);
    ProcessBuilder command = ChildJvmCommand.processBuilder(arguments);
    // A background job inherits SIGINT ignored; a JVM leaves it so.
    command.command().addAll(0, List.of("env", "--default-signal=INT", "setsid"));
    command.command().add(4, "-Djava.io.tmpdir=" + temp);
    command.environment().put("MNEMONIC", DevnetFixture.WORDS);
    command.environment().put("TIINGO_API_KEY", "any");
    return command.redirectErrorStream(true).redirectOutput(dir.resolve("out").toFile()).start();
  }

  private String replaceName(String word, HostileServer silent) {
    try {
      return switch (word) {
        case "CANDLES" -> Files.write(dir.resolve("candles.csv"), candleLines()).toString();
        case "MODEL", "REPORT" -> dir.resolve(word).toString();
        case "ONNX" -> "src/test/resources/lab/models/sklearn-forest.onnx";
        case "SETTINGS" ->
            Files.write(dir.resolve("dromedary.properties"), settings(silent)).toString();
        default -> word;
      };
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static List<String> candleLines() {
    return Stream.concat(
            Stream.of("time,open,high,low,close,volume"),
            RandomWalkCandles.candles(30_000, 3).bars().stream().map(SignalsTest::line))
        .toList();
  }

  private static String line(Candle it) {
    return "%s,%s,%s,%s,%s,%s"
        .formatted(it.time(), it.open(), it.high(), it.low(), it.close(), it.volume());
  }

  private List<String> settings(HostileServer silent) {
    return List.of(
        "network.preset=devnet",
        "network.endpoints=rest+" + silent.uri(),
        "market.sources=tiingo",
        "market.tiingo.url=" + silent.uri(),
        "instance.state-dir=" + dir.resolve("state"),
        "camel.management.enabled=false");
  }

  private BooleanSupplier hasBegun(Process process, String begun, HostileServer silent) {
    return switch (begun) {
      case CHILD -> () -> process.descendants().findAny().isPresent();
      case ASKED -> () -> silent.connectionCount() > 0;
      default -> () -> output().contains(begun);
    };
  }

  private String output() {
    try {
      return Files.readString(dir.resolve("out"));
    } catch (IOException e) {
      return "";
    }
  }

  private List<String> leftInTemporaryFolder() throws IOException {
    try (Stream<Path> left = Files.list(temp)) {
      return left.map(it -> it.getFileName().toString()).toList();
    }
  }

  private static void sendSignal(String name, long pid) throws Exception {
    new ProcessBuilder("kill", "-" + name, "--", Long.toString(pid)).start().waitFor();
  }
}
