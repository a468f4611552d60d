package cli.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import domain.Role;
import faults.KillOutcome;
import faults.KillOutcome.ProcessSignal;
import faults.engine.KillPoint;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import trials.figures.KillTrial;

/**
 * The short form of {@code simulate kill}: a real child process. It is ended only at points where
 * the scenarios S16 (KILL), S17 (TERM) and S45 (KILL of a reputer) do not end theirs.
 */
@Tag("process")
@Execution(ExecutionMode.CONCURRENT)
class SimulateKillCommandTest {
  @TempDir Path folder;

  private List<KillOutcome> run(ProcessSignal signal, List<KillPoint> cuts) throws Exception {
    return run(Role.WORKER, signal, cuts);
  }

  private List<KillOutcome> run(Role role, ProcessSignal signal, List<KillPoint> cuts)
      throws Exception {
    PrintWriter err = new PrintWriter(System.err, true);
    return KillTrial.run(folder, role, signal, cuts, 1, new SplittableRandom(7), err);
  }

  @Test
  void aDaemonAskedToStopDrainsAndIsNoWiser() throws Exception {
    List<KillPoint> cuts = List.of(KillPoint.AFTER_SIGNED);
    List<KillOutcome> all = run(ProcessSignal.TERM, cuts);
    assertEquals(cuts, all.stream().map(KillOutcome::killPoint).toList());
    all.forEach(it -> assertTrue(it.passed(), it::toString));
  }

  @Test
  void aDaemonWhoseTerminalClosesGoesOnInEveryState() throws Exception {
    List<KillOutcome> all = run(ProcessSignal.HUP, List.of(KillPoint.values()));
    assertEquals(List.of(KillPoint.values()), all.stream().map(KillOutcome::killPoint).toList());
    all.forEach(it -> assertTrue(it.passed(), it::toString));
  }

  @ParameterizedTest
  @EnumSource
  void aKilledDaemonSubmitsToItsWindowOnceAndKeepsAnHonestRow(Role role) throws Exception {
    List<KillPoint> cuts =
        List.of(
            KillPoint.BEFORE_CLAIM,
            KillPoint.BEFORE_BROADCAST,
            KillPoint.AFTER_BROADCAST,
            KillPoint.AFTER_INCLUSION);
    List<KillOutcome> all = run(role, ProcessSignal.KILL, cuts);
    assertEquals(cuts, all.stream().map(KillOutcome::killPoint).toList());
    all.forEach(it -> assertTrue(it.passed(), it::toString));
    assertTrue(all.stream().filter(KillOutcome::accepted).count() >= 3, all::toString);
  }
}
