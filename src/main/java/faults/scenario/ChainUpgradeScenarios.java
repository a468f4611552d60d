package faults.scenario;

import static faults.engine.WindowExpectation.accepted;
import static faults.engine.WindowExpectation.workerExits;

import devnet.ledger.DevnetEmissionsVersion;
import faults.engine.EpochContext;
import faults.engine.NodeFaults;
import faults.engine.Scenario;
import java.time.Duration;
import java.util.function.Consumer;

/** The chain is upgraded, halts, or restarts at a lower height. */
public final class ChainUpgradeScenarios {
  private static final Duration HALT = Duration.ofHours(3);

  /** More blocks than any fork removes. */
  private static final long LOWER = 5_000;

  private ChainUpgradeScenarios() {}

  /**
   * The chain is upgraded, or downgraded, while the daemon runs; the next call uses the other
   * version.
   */
  public static Scenario s30EmissionsUpgrade() {
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

  /**
   * The daemon waits for a halted chain; a chain that restarted at a lower height needs an
   * operator.
   */
  public static Scenario s31ChainHaltAndReset() {
    return Scenario.of("S31", "Chain halt of 3 h, then resume; a chain that restarts lower")
        .withEpoch(
            "halts before the opening",
            it -> it.atBlock(-20, () -> haltChain(it)),
            accepted().withIncludedCount(1))
        .withEpoch(
            "halts in the window",
            it -> it.atBlock(1, () -> haltChain(it)),
            accepted().withIncludedCount(1))
        .withEpoch(
            "restarts at a lower height",
            ChainUpgradeScenarios::chainRestartsLower,
            workerExits(2));
  }

  private static void chainRestartsLower(EpochContext epoch) {
    epoch.atBlock(1, () -> epoch.network().restartAtHeight(epoch.nonce() - LOWER));
    epoch.require("log names the reset", () -> epoch.worker().logText().contains("has been reset"));
  }

  private static void haltChain(EpochContext epoch) {
    epoch.network().haltFor(HALT);
    epoch.host().skipTime(HALT);
  }

  /**
   * The network is upgraded while the daemon runs: before a window, at its opening, during a
   * broadcast.
   */
  public static Scenario m14ChainUpgrade() {
    return Scenario.of("M14", "Emissions v9 becomes v10 in the run")
        .withSetup(setup -> setup.network(it -> it.withEmissionsVersion(DevnetEmissionsVersion.V9)))
        .withEpoch(
            "before the window",
            it -> it.network().setEmissionsVersion(DevnetEmissionsVersion.V10),
            accepted())
        .withEpoch("in the opening block", ChainUpgradeScenarios::upgradeInOpeningBlock, accepted())
        .withEpoch("while it is sent", ChainUpgradeScenarios::upgradeWhileSending, accepted());
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
