package faults.scenario.time;

import static faults.engine.WindowExpectation.accepted;

import devnet.genesis.GenesisTopic;
import faults.engine.Scenario;
import java.util.List;

/** Three topics whose windows differ in length; the shortest leaves 50 s of chain time. */
public final class S02WindowLengths {
  private S02WindowLengths() {}

  public static Scenario scenario() {
    return Scenario.of("S02", "Windows of 600, 60 and 10 blocks")
        .withSetup(
            setup ->
                setup.withTopics(
                    List.of(
                        topicWithWindow(67, 600),
                        topicWithWindow(66, 60),
                        topicWithWindow(68, 10))))
        .withSetup(setup -> setup.network(it -> it.withSpeed(10)))
        .withSetup(
            setup -> setup.withSetting("window.tick", "1s").withSetting("settle.period", "1s"))
        .withEpoch("all three", it -> {}, accepted().withIncludedCount(1));
  }

  private static GenesisTopic topicWithWindow(long topic, long blocks) {
    return GenesisTopic.logReturnTopic(topic).withBlockLengths(720, blocks, 120_960);
  }
}
