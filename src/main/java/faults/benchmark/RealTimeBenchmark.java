package faults.benchmark;

import static faults.engine.NodeFaults.COMMON_FAULTS;
import static faults.engine.NodeFaults.withProbability;
import static faults.engine.WindowExpectation.accepted;

import devnet.genesis.GenesisTopic;
import faults.engine.Scenario;
import faults.engine.ScenarioSetup;
import java.time.Duration;
import java.util.List;

/**
 * Worlds at the pace of a real one, a block a second and a single node, for workers whose waits
 * cannot be told to be shorter.
 */
public final class RealTimeBenchmark {
  private RealTimeBenchmark() {}

  public static List<Scenario> scenarios() {
    return List.of(
        withFailureRate("RT-0", "Real time, no faults", 60, 0),
        withFailureRate("RT-30", "Real time, 30 % of all calls fail", 60, 30),
        withFailureRate("RT-SHORT", "Real time, windows of ten blocks", 10, 0));
  }

  private static Scenario withFailureRate(String id, String title, long window, int percent) {
    return Scenario.of(id, title)
        .withSetup(setup -> realTimeSetup(setup, window))
        .withEpoch(
            percent + " % fail",
            it -> it.allNodes(withProbability(percent / 100.0, it.nextSeed(), COMMON_FAULTS)),
            accepted());
  }

  private static ScenarioSetup realTimeSetup(ScenarioSetup setup, long window) {
    long epoch = window + 20;
    GenesisTopic topic = GenesisTopic.logReturnTopic(67).withBlockLengths(epoch, window, epoch);
    return setup
        .network(it -> it.withSpeed(1).withBlockTime(Duration.ofSeconds(1)))
        .withTopics(List.of(topic))
        .withSetting("market.reply-within", "10s")
        .withModelServer();
  }
}
