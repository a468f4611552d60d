package faults;

import static faults.Expectation.hit;

import devnet.Endpoint;
import java.util.List;

/** How soon a window is answered once what was wrong has passed. */
final class M5Recovery {
  /** Blocks after the opening at which all nodes are back. */
  static final long BACK = 120;

  private M5Recovery() {}

  static List<Scenario> scenarios() {
    return List.of(back(), silent());
  }

  private static Scenario back() {
    return Scenario.of("M5-back", "All nodes are down until block +" + BACK)
        .in(world -> world.nodes(2))
        .epoch("back at +" + BACK, M5Recovery::downAtFirst, hit());
  }

  private static void downAtFirst(Stage stage) {
    stage.nodes().forEach(Endpoint::down);
    stage.at(BACK, () -> stage.nodes().forEach(Endpoint::up));
  }

  private static Scenario silent() {
    return Scenario.of("M5-silent", "The websockets fall silent before the window opens")
        .in(world -> world.nodes(2))
        .epoch("silent", it -> it.devnet().sockets().forEach(line -> line.silent(true)), hit());
  }
}
