package faults.benchmark;

import static faults.engine.WindowExpectation.accepted;

import devnet.genesis.DevnetEmissionsVersion;
import faults.engine.EpochContext;
import faults.engine.NodeFaults;
import faults.engine.Scenario;
import java.util.function.Consumer;

/** The network is upgraded while the daemon runs: before a window, at its opening, in a send. */
public final class M14ChainUpgrade {
  private M14ChainUpgrade() {}

  public static Scenario scenario() {
    return Scenario.of("M14", "Emissions v9 becomes v10 in the run")
        .withSetup(setup -> setup.network(it -> it.withEmissionsVersion(DevnetEmissionsVersion.V9)))
        .withEpoch(
            "before the window",
            it -> it.network().setEmissionsVersion(DevnetEmissionsVersion.V10),
            accepted())
        .withEpoch("in the opening block", M14ChainUpgrade::upgradeInOpeningBlock, accepted())
        .withEpoch("while it is sent", M14ChainUpgrade::upgradeWhileSending, accepted());
  }

  private static void upgradeInOpeningBlock(EpochContext epoch) {
    upgradeFromV9(
        epoch,
        it ->
            it.network()
                .atHeight(
                    it.nonce(),
                    () -> it.network().setEmissionsVersion(DevnetEmissionsVersion.V10)));
  }

  private static void upgradeWhileSending(EpochContext epoch) {
    upgradeFromV9(
        epoch,
        it ->
            it.allNodes(
                NodeFaults.beforeFirst(
                    NodeFaults.IS_BROADCAST,
                    () -> it.network().setEmissionsVersion(DevnetEmissionsVersion.V10))));
  }

  private static void upgradeFromV9(EpochContext epoch, Consumer<EpochContext> upgrade) {
    epoch.network().setEmissionsVersion(DevnetEmissionsVersion.V9);
    upgrade.accept(epoch);
  }
}
