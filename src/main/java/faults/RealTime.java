package faults;

import static faults.Acts.USUAL;
import static faults.Acts.chance;
import static faults.Expectation.hit;

import devnet.TopicOptions;
import java.time.Duration;
import java.util.List;

/**
 * Worlds at the pace of a real one, a block a second and a single node, for workers whose waits
 * cannot be told to be shorter.
 */
final class RealTime {
  private RealTime() {}

  static List<Scenario> scenarios() {
    return List.of(
        rate("RT-0", "Real time, no faults", 60, 0),
        rate("RT-30", "Real time, 30 % of all calls fail", 60, 30),
        rate("RT-SHORT", "Real time, windows of ten blocks", 10, 0));
  }

  private static Scenario rate(String id, String title, long window, int percent) {
    return Scenario.of(id, title)
        .in(world -> world(world, window))
        .epoch(
            percent + " % fail", it -> it.nodes(chance(percent / 100.0, it.seed(), USUAL)), hit());
  }

  private static World world(World world, long window) {
    long epoch = window + 20;
    TopicOptions topic = TopicOptions.logReturn(67).withBlocks(epoch, window, epoch);
    return world
        .network(it -> it.withSpeed(1).withBlockTime(Duration.ofSeconds(1)))
        .topics(List.of(topic))
        .set("market.reply-within", "10s")
        .modelServer();
  }
}
