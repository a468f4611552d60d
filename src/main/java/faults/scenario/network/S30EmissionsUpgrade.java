package faults.scenario.network;

import static faults.engine.WindowExpectation.accepted;

import devnet.genesis.DevnetEmissionsVersion;
import faults.engine.EpochContext;
import faults.engine.NodeFaults;
import faults.engine.Scenario;
import java.util.function.Consumer;

/** The chain is upgraded, or rolled back, while the daemon runs: the next call is the other one. */
public final class S30EmissionsUpgrade {
  private S30EmissionsUpgrade() {}

  public static Scenario scenario() {
    return Scenario.of("S30", "Emissions v9 gone and v10 served, and the reverse")
        .withEpoch(
            "v9 from before the opening",
            switchBeforeOpening(DevnetEmissionsVersion.V9),
            accepted().withIncludedCount(1))
        .withEpoch(
            "v10 from the opening block on",
            switchInOpeningBlock(DevnetEmissionsVersion.V10),
            accepted().withIncludedCount(1))
        .withEpoch(
            "v9 when it is broadcast", switchAtBroadcast(DevnetEmissionsVersion.V9), accepted())
        .withEpoch(
            "v10 when it is broadcast", switchAtBroadcast(DevnetEmissionsVersion.V10), accepted());
  }

  private static Consumer<EpochContext> switchBeforeOpening(DevnetEmissionsVersion version) {
    return epoch -> epoch.network().setEmissionsVersion(version);
  }

  private static Consumer<EpochContext> switchInOpeningBlock(DevnetEmissionsVersion version) {
    return epoch ->
        epoch.network().atHeight(epoch.nonce(), () -> epoch.network().setEmissionsVersion(version));
  }

  private static Consumer<EpochContext> switchAtBroadcast(DevnetEmissionsVersion version) {
    return epoch ->
        epoch.allNodes(
            NodeFaults.beforeFirst(
                NodeFaults.IS_BROADCAST, () -> epoch.network().setEmissionsVersion(version)));
  }
}
