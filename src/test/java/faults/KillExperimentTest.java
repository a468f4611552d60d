package faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import domain.Failure;
import domain.Role;
import faults.KillOutcome.ProcessSignal;
import faults.engine.DaemonUnderTest;
import java.io.IOException;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("process")
class KillExperimentTest {
  private static final String WORKER = "allo19rl4cm2hmr8afy4kldpxz3fka4jguq0ajnh7gv";

  /** Ctrl-C reaches the daemon too, and perhaps sooner; anything else is its failure. */
  @ParameterizedTest
  @CsvSource({"130, 130", "143, 143", "1, 1", "78, 1"})
  void endsAsADaemonThatATerminalInterrupted(int daemonCode, int code) {
    try (KillExperiment killing =
        new KillExperiment(
            WORKER,
            Role.WORKER,
            (devnet, server) -> new EndingDaemon(daemonCode),
            new SplittableRandom(7),
            ProcessSignal.KILL)) {
      Failure.Stop stop = assertThrows(Failure.Stop.class, killing::startAndSettle);
      assertEquals("the daemon ended with exit code " + daemonCode, stop.getMessage());
      assertEquals(code, stop.exitCode());
    }
  }

  private record EndingDaemon(int code) implements DaemonUnderTest {
    @Override
    public Process start() throws IOException {
      return new ProcessBuilder("sh", "-c", "exit " + code).start();
    }

    @Override
    public Optional<DaemonJournalRow> journalRow(long nonce) {
      return Optional.empty();
    }
  }
}
