package faults;

import static faults.Expectation.hit;

import devnet.TopicOptions;
import java.util.List;
import java.util.stream.LongStream;

/** The shorter the window, the less may go wrong; ten blocks are 50 s of chain time. */
final class M9Windows {
  private M9Windows() {}

  static List<Scenario> scenarios() {
    return LongStream.of(600, 60, 20, 10).mapToObj(M9Windows::open).toList();
  }

  private static Scenario open(long blocks) {
    TopicOptions topic = TopicOptions.logReturn(67).withBlocks(720, blocks, 120_960);
    return Scenario.of("M9-" + blocks, "Windows of " + blocks + " blocks")
        .in(world -> world.topics(List.of(topic)).network(it -> it.withSpeed(10)))
        .in(world -> world.set("window.tick", "1s").set("settle.period", "1s"))
        .epoch("calm", it -> {}, hit().included(1));
  }
}
