package faults;

import static faults.Expectation.hit;

import devnet.TopicOptions;
import java.util.List;

/** Three topics whose windows differ in length; the shortest leaves 50 s of chain time. */
final class S02Windows {
  private S02Windows() {}

  static Scenario scenario() {
    return Scenario.of("S02", "Windows of 600, 60 and 10 blocks")
        .in(world -> world.topics(List.of(open(67, 600), open(66, 60), open(68, 10))))
        .in(world -> world.network(it -> it.withSpeed(10)))
        .in(world -> world.set("window.tick", "1s").set("settle.period", "1s"))
        .epoch("all three", it -> {}, hit().included(1));
  }

  private static TopicOptions open(long topic, long blocks) {
    return TopicOptions.logReturn(topic).withBlocks(720, blocks, 120_960);
  }
}
