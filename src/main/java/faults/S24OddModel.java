package faults;

import static faults.Acts.always;
import static faults.Acts.first;
import static faults.Acts.json;
import static faults.Acts.on;
import static faults.Acts.path;
import static faults.Acts.status;
import static faults.Expectation.hit;
import static faults.Expectation.missed;

import devnet.Script.Act;
import java.time.Duration;
import java.util.function.Consumer;

/** Whatever the model does: it is asked again while the window is open, and no bad value leaves. */
final class S24OddModel {
  private S24OddModel() {}

  static Scenario scenario() {
    return Scenario.of("S24", "The model throws, hangs, is slow, answers NaN, Inf, text, 0, -2.906")
        .in(World::modelServer)
        .epoch("throws three times", recovers(3, status(500)), hit())
        .epoch("hangs twice", recovers(2, new Act.Hang()), hit())
        .epoch(
            "slow, 9 min", recovers(1, new Act.Late(Duration.ofMinutes(9).dividedBy(100))), hit())
        .epoch("NaN four times", recovers(4, value("NaN")), hit())
        .epoch("Inf", stays(value("Infinity")), missed("MODEL"))
        .epoch("text", stays(value("up")), missed("MODEL"))
        .epoch("0", stays(value("0")), missed("GUARD"))
        .epoch("-2.906", stays(value("-2.906")), missed("GUARD"))
        .epoch("throws to the end", stays(status(500)), missed("MODEL"));
  }

  /** From the last fifth of the window on, the newest good value may stand in. */
  static Scenario lastGood() {
    return Scenario.of("S24-last-good", "As S24, where the operator prefers the last good value")
        .in(world -> world.modelServer().set("model.at-window-end", "last-good"))
        .epoch("throws to the end", late(status(500)), hit().and("late", it -> it.delay() > 480))
        .epoch(
            "-2.906 to the end", late(value("-2.906")), hit().and("late", it -> it.delay() > 480));
  }

  private static Consumer<Stage> late(Act act) {
    return stage -> {
      stage.model().script(always(act));
      stage.at(481, () -> {});
    };
  }

  private static Act value(String text) {
    return json("{\"value\":\"" + text + "\"}");
  }

  private static Consumer<Stage> recovers(int times, Act act) {
    return stage -> stage.model().script(on(path("/"), first(times, act)));
  }

  private static Consumer<Stage> stays(Act act) {
    return stage -> stage.model().script(always(act));
  }
}
