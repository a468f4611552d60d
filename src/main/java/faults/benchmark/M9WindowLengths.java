package faults.benchmark;

import static faults.engine.WindowExpectation.accepted;

import devnet.genesis.GenesisTopic;
import faults.engine.Scenario;
import java.util.List;
import java.util.stream.LongStream;

/** The shorter the window, the less may go wrong; ten blocks are 50 s of chain time. */
public final class M9WindowLengths {
  private M9WindowLengths() {}

  public static List<Scenario> scenarios() {
    return LongStream.of(600, 60, 20, 10).mapToObj(M9WindowLengths::withWindowLength).toList();
  }

  private static Scenario withWindowLength(long blocks) {
    GenesisTopic topic = GenesisTopic.logReturnTopic(67).withBlockLengths(720, blocks, 120_960);
    return Scenario.of("M9-" + blocks, "Windows of " + blocks + " blocks")
        .withSetup(setup -> setup.withTopics(List.of(topic)).network(it -> it.withSpeed(10)))
        .withSetup(
            setup -> setup.withSetting("window.tick", "1s").withSetting("settle.period", "1s"))
        .withEpoch("calm", it -> {}, accepted().withIncludedCount(1));
  }
}
