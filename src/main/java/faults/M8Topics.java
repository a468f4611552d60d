package faults;

import static faults.Expectation.hit;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** One wallet answers several topics whose windows open in the same block. */
final class M8Topics {
  private static final long FIRST = 67;

  private M8Topics() {}

  static List<Scenario> scenarios() {
    return IntStream.of(1, 3, 5).mapToObj(M8Topics::topics).toList();
  }

  private static Scenario topics(int count) {
    long[] ids = LongStream.range(FIRST, FIRST + count).toArray();
    Scenario scenario = Scenario.of("M8-" + count, title(count)).in(world -> world.topics(ids));
    for (long id : ids) {
      scenario = scenario.in(world -> described(world, "topic." + id + "."));
    }
    return scenario.epoch("at once", it -> {}, hit().included(1));
  }

  private static String title(int count) {
    return count == 1
        ? "One window of a wallet"
        : count + " windows of one wallet open in one block";
  }

  private static World described(World world, String prefix) {
    return world
        .set(prefix + "target", "log-return")
        .set(prefix + "pair", "btcusd")
        .set(prefix + "horizon", "168h");
  }
}
