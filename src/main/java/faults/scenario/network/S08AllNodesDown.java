package faults.scenario.network;

import static faults.engine.WindowExpectation.accepted;
import static faults.engine.WindowExpectation.missed;

import devnet.fault.FaultInjectingServer;
import faults.engine.EpochContext;
import faults.engine.Scenario;
import java.time.Duration;
import java.util.function.Consumer;

/** Nobody can be asked for most of the window: what is left of it is enough. */
public final class S08AllNodesDown {
  private S08AllNodesDown() {}

  public static Scenario scenario() {
    return Scenario.of("S08", "All nodes are down for 10, 40, 55 minutes of a window of 50")
        .withSetup(setup -> setup.withNodes(2))
        .withEpoch(
            "10 minutes", downForBlocks(120), accepted().withIncludedCount(1).withinBlocks(240))
        .withEpoch("40 minutes", downForBlocks(480), accepted().withIncludedCount(1))
        .withEpoch("55 minutes", downForBlocks(660), missed("NO_ENDPOINT"));
  }

  private static Consumer<EpochContext> downForBlocks(long blocks) {
    return epoch -> {
      epoch.allNodes().forEach(FaultInjectingServer::stop);
      epoch.attemptTime(Duration.ofMillis(500));
      epoch.atBlock(blocks, () -> epoch.allNodes().forEach(FaultInjectingServer::start));
    };
  }
}
