package faults.benchmark;

import static faults.engine.WindowExpectation.accepted;

import devnet.fault.FaultInjectingServer;
import faults.engine.EpochContext;
import faults.engine.Scenario;
import java.util.List;

/** How soon a window is answered once what was wrong has passed. */
public final class M5RecoveryTime {
  /** Blocks after the opening at which all nodes are back. */
  static final long BACK = 120;

  private M5RecoveryTime() {}

  public static List<Scenario> scenarios() {
    return List.of(allNodesComeBack(), silentWebSockets());
  }

  private static Scenario allNodesComeBack() {
    return Scenario.of("M5-back", "All nodes are down until block +" + BACK)
        .withSetup(setup -> setup.withNodes(2))
        .withEpoch("back at +" + BACK, M5RecoveryTime::allNodesDownAtFirst, accepted());
  }

  private static void allNodesDownAtFirst(EpochContext epoch) {
    epoch.allNodes().forEach(FaultInjectingServer::stop);
    epoch.atBlock(BACK, () -> epoch.allNodes().forEach(FaultInjectingServer::start));
  }

  private static Scenario silentWebSockets() {
    return Scenario.of("M5-silent", "The websockets fall silent before the window opens")
        .withSetup(setup -> setup.withNodes(2))
        .withEpoch(
            "silent",
            it -> it.devnet().webSockets().forEach(line -> line.setSilent(true)),
            accepted());
  }
}
