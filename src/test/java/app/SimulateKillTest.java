package app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import faults.Cut;
import faults.Outcome;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short form of {@code simulate kill}: a real child process, killed once at every point. */
class SimulateKillTest {
  @TempDir Path folder;

  @Test
  void aKilledDaemonAnswersItsWindowOnceAndKeepsAnHonestRow() throws Exception {
    List<Outcome> all = SimulateKillCommand.run(folder, 1, 7, new PrintWriter(System.err, true));
    assertEquals(List.of(Cut.values()), all.stream().map(Outcome::cut).toList());
    all.forEach(it -> assertTrue(it.kept(), it::toString));
    assertTrue(all.stream().filter(Outcome::hit).count() >= 6, all::toString);
  }
}
