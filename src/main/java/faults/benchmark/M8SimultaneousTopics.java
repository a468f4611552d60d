package faults.benchmark;

import static faults.engine.WindowExpectation.accepted;

import faults.engine.Scenario;
import faults.engine.ScenarioSetup;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** One wallet answers several topics whose windows open in the same block. */
public final class M8SimultaneousTopics {
  private static final long FIRST = 67;

  private M8SimultaneousTopics() {}

  public static List<Scenario> scenarios() {
    return IntStream.of(1, 3, 5).mapToObj(M8SimultaneousTopics::withTopicCount).toList();
  }

  private static Scenario withTopicCount(int count) {
    long[] ids = LongStream.range(FIRST, FIRST + count).toArray();
    Scenario scenario =
        Scenario.of("M8-" + count, title(count)).withSetup(setup -> setup.withTopics(ids));
    for (long id : ids) {
      scenario = scenario.withSetup(setup -> withTopicSettings(setup, "topic." + id + "."));
    }
    return scenario.withEpoch("at once", it -> {}, accepted().withIncludedCount(1));
  }

  private static String title(int count) {
    return count == 1
        ? "One window of a wallet"
        : count + " windows of one wallet open in one block";
  }

  private static ScenarioSetup withTopicSettings(ScenarioSetup setup, String prefix) {
    return setup
        .withSetting(prefix + "target", "log-return")
        .withSetting(prefix + "pair", "btcusd")
        .withSetting(prefix + "horizon", "168h");
  }
}
