package faults.scenario.network;

import static faults.engine.WindowExpectation.accepted;
import static faults.engine.WindowExpectation.missed;

import faults.engine.EpochContext;
import faults.engine.Scenario;
import java.util.function.Consumer;

/** Nodes that answer from a height long past: nothing they say of windows is believed. */
public final class S11FrozenNodeHeights {
  private S11FrozenNodeHeights() {}

  public static Scenario scenario() {
    return Scenario.of("S11", "A node answers from an old height; two of three; all")
        .withSetup(setup -> setup.withNodes(3))
        .withEpoch("one of three", withFrozenNodes(1), accepted().withIncludedCount(1))
        .withEpoch("two of three", withFrozenNodes(2), accepted().withIncludedCount(1))
        .withEpoch(
            "one, in mid-window",
            it -> it.atBlock(3, () -> freezeFirstNodes(it, 1)),
            accepted().withIncludedCount(1))
        .withEpoch(
            "one lags 60 blocks",
            S11FrozenNodeHeights::lagFirstNode,
            accepted().withIncludedCount(1))
        .withEpoch("all", withFrozenNodes(3), missed("NO_ENDPOINT"));
  }

  private static Consumer<EpochContext> withFrozenNodes(int count) {
    return epoch -> freezeFirstNodes(epoch, count);
  }

  /** The first ones, REST and RPC alike. */
  private static void freezeFirstNodes(EpochContext epoch, int count) {
    for (int i = 0; i < count; i++) {
      epoch.restNode(i).setFrozen(true);
      epoch.devnet().rpcNodes().get(i).setFrozen(true);
    }
  }

  private static void lagFirstNode(EpochContext epoch) {
    epoch.restNode(0).setLagBlocks(60);
    epoch.devnet().rpcNodes().get(0).setLagBlocks(60);
  }
}
