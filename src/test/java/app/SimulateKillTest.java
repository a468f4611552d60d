package app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import faults.Cut;
import faults.Outcome;
import faults.Weapon;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short form of {@code simulate kill}: a real child process, killed once at every point. */
class SimulateKillTest {
  @TempDir Path folder;

  private List<Outcome> run(Weapon weapon, List<Cut> cuts) throws Exception {
    PrintWriter err = new PrintWriter(System.err, true);
    return KillTrial.run(folder, weapon, cuts, 1, new SplittableRandom(7), err);
  }

  @Test
  void aDaemonAskedToStopDrainsInEveryStateAndIsNoWiser() throws Exception {
    List<Cut> cuts =
        List.of(Cut.BEFORE_CLAIM, Cut.AFTER_CLAIM, Cut.AFTER_SIGNED, Cut.AFTER_BROADCAST);
    List<Outcome> all = run(Weapon.TERM, cuts);
    assertEquals(cuts, all.stream().map(Outcome::cut).toList());
    all.forEach(it -> assertTrue(it.kept(), it::toString));
  }

  @Test
  void aDaemonWhoseTerminalClosesGoesOnInEveryState() throws Exception {
    List<Outcome> all = run(Weapon.HUP, List.of(Cut.values()));
    assertEquals(List.of(Cut.values()), all.stream().map(Outcome::cut).toList());
    all.forEach(it -> assertTrue(it.kept(), it::toString));
  }

  @Test
  void aKilledDaemonAnswersItsWindowOnceAndKeepsAnHonestRow() throws Exception {
    List<Outcome> all = run(Weapon.KILL, List.of(Cut.values()));
    assertEquals(List.of(Cut.values()), all.stream().map(Outcome::cut).toList());
    all.forEach(it -> assertTrue(it.kept(), it::toString));
    assertTrue(all.stream().filter(Outcome::hit).count() >= 6, all::toString);
  }
}
