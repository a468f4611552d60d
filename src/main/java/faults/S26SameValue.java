package faults;

import static faults.Acts.always;
import static faults.Acts.json;
import static faults.Expectation.hit;

import java.util.function.Consumer;

/** A model that says the same epoch after epoch is answered for, and somebody is told. */
final class S26SameValue {
  private S26SameValue() {}

  static Scenario scenario() {
    return Scenario.of("S26", "The same value epoch after epoch")
        .in(world -> world.modelServer().set("model.guard.frozen-after", "4"))
        .in(world -> world.set("alert.period", "5s"))
        .epoch("first", same(it -> {}), hit())
        .epoch("second", same(it -> {}), hit())
        .epoch("third", same(it -> it.mustNotAlert("frozen value")), hit())
        .epoch("fourth", same(it -> it.mustAlert("frozen value")), hit());
  }

  private static Consumer<Stage> same(Consumer<Stage> more) {
    return stage -> {
      stage.model().script(always(json("{\"value\":\"0.001\"}")));
      more.accept(stage);
    };
  }
}
