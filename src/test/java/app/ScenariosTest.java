package app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import faults.Result;
import faults.Run;
import faults.Scenario;
import faults.Scenarios;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every scenario in its shortest form, against the daemon as in production. */
class ScenariosTest {
  @TempDir static Path folder;

  private static SimulatedWorkers workers;

  @BeforeAll
  static void hire() {
    workers = new SimulatedWorkers(folder);
  }

  static List<Scenario> all() {
    return Scenarios.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("all")
  void theDaemonSurvives(Scenario scenario) throws Exception {
    Result result = Run.of(scenario, workers, 1, 0, it -> System.err.println("  " + it));
    System.err.println(result.line());
    assertTrue(result.kept(), () -> String.join("\n", result.faults()));
  }

  @Test
  void noTwoScenariosShareAName() {
    assertEquals(all().size(), all().stream().map(Scenario::id).distinct().count());
  }
}
