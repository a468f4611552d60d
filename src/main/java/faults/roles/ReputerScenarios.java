package faults.roles;

import static faults.engine.NodeFaults.firstTimes;
import static faults.engine.NodeFaults.jsonReply;
import static faults.engine.NodeFaults.onRequest;
import static faults.engine.NodeFaults.pathContains;
import static faults.engine.NodeFaults.statusReply;
import static faults.engine.WindowExpectation.accepted;
import static faults.engine.WindowExpectation.missed;
import static faults.engine.WindowExpectation.notStored;

import devnet.server.FaultPolicy.RequestAction;
import domain.Role;
import domain.market.Candle;
import faults.engine.EpochContext;
import faults.engine.KillPoint;
import faults.engine.KillPoint.KillPointAction;
import faults.engine.Scenario;
import faults.engine.ScenarioSetup;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The data that a reputer needs are late, contradictory or missing. After an epoch that is missed
 * to its end the fault is still there when the next window opens, so an epoch without faults
 * follows.
 */
public final class ReputerScenarios {
  private static final int EXIT_KILLED = 137;
  private static final double OFF = 1.05;

  /** More than a daemon pays for in vain in one window. */
  private static final int MOST_REPORTS = 6;

  private ReputerScenarios() {}

  private static ScenarioSetup reputer(ScenarioSetup setup) {
    return setup.withRoles(Role.REPUTER);
  }

  /** The losses are reported as soon as the market has the end of the horizon. */
  public static Scenario s42LateTruth() {
    return Scenario.of("S42", "Ground truth of the market is late")
        .withSetup(ReputerScenarios::reputer)
        .withEpoch("as usual", it -> {}, accepted().withIncludedCount(1))
        .withEpoch(
            "the market is 20 min behind",
            it -> it.network().shiftMarketClock(Duration.ofMinutes(-20)),
            accepted().withIncludedCount(1).and("late", it -> it.blocksToInclusion() > 200))
        .withEpoch(
            "the market answers 503 at first",
            epoch ->
                epoch
                    .marketServer()
                    .setFaultPolicy(onRequest(pathContains("/"), firstTimes(9, statusReply(503)))),
            accepted().withIncludedCount(1))
        .withEpoch(
            "the market is two hours behind",
            it -> it.network().shiftMarketClock(Duration.ofHours(-2)),
            missed("NO_DATA"));
  }

  /** Unless two sources agree, nothing is signed. */
  public static Scenario s43DisagreeingSources() {
    return Scenario.of("S43", "Sources disagree about the ground truth")
        .withSetup(ReputerScenarios::reputer)
        .withSetup(setup -> setup.withSetting("market.sources", "tiingo,coinbase"))
        .withSetup(
            setup -> setup.withSetting("market.coinbase.url", it -> it.marketUri().toString()))
        .withEpoch("they agree", it -> {}, accepted().withIncludedCount(1))
        .withEpoch(
            "at first, for 20 min",
            ReputerScenarios::disagreeAtFirst,
            accepted().withIncludedCount(1).and("late", it -> it.blocksToInclusion() > 240))
        .withEpoch("to the end", ReputerScenarios::disagree, missed("BAD_DATA"));
  }

  private static void disagreeAtFirst(EpochContext epoch) {
    disagree(epoch);
    epoch.atBlock(241, () -> epoch.network().distortMarket(bars -> bars));
  }

  /** One of the two raises its prices from half an hour before the epoch on. */
  private static void disagree(EpochContext epoch) {
    Instant since = epoch.devnet().clock().instant();
    epoch
        .network()
        .distortMarket(
            bars -> bars.stream().map(it -> it.time().isBefore(since) ? it : raised(it)).toList());
  }

  private static Candle raised(Candle bar) {
    return new Candle(
        bar.time(),
        bar.open() * OFF,
        bar.high() * OFF,
        bar.low() * OFF,
        bar.close() * OFF,
        bar.volume());
  }

  /** Losses cover all inferences of the nonce, or are not reported. */
  public static Scenario s44IncompleteInferences() {
    return Scenario.of("S44", "The network's inferences are incomplete or unreadable")
        .withSetup(ReputerScenarios::reputer)
        .withSetup(ScenarioSetup::withModelServer)
        .withEpoch(
            "none at first",
            inferences(firstTimes(3, jsonReply("{\"network_inferences\":null}"))),
            accepted().withIncludedCount(1))
        .withEpoch(
            "empty lists at first",
            inferences(firstTimes(3, jsonReply(emptyBundle("\"0.1\"")))),
            accepted().withIncludedCount(1))
        .withEpoch(
            "cut off at first",
            inferences(firstTimes(3, jsonReply("{\"network_inferences\":{\"topic_id\":\"6"))),
            accepted().withIncludedCount(1))
        .withEpoch(
            "a number that is none, to the end",
            inferences(() -> jsonReply(emptyBundle("\"NaN\""))),
            missed("NO_ENDPOINT", "NO_DATA"))
        .withEpoch("calm", it -> {}, accepted().withIncludedCount(1))
        .withEpoch(
            "empty lists to the end",
            inferences(() -> jsonReply(emptyBundle("\"0.1\""))),
            missed("NO_DATA"));
  }

  private static String emptyBundle(String combined) {
    return "{\"network_inferences\":{\"topic_id\":\"67\",\"combined_value\":"
        + combined
        + ",\"naive_value\":\"0.1\",\"inferer_values\":[]}}";
  }

  private static Consumer<EpochContext> inferences(Supplier<RequestAction> act) {
    return epoch -> epoch.allNodes(onRequest(pathContains("/network_inferences/"), act));
  }

  /** As for a worker: one transaction, and a row that agrees with the network. */
  public static Scenario s45Killed() {
    Scenario scenario =
        Scenario.of("S45", "kill -9 of a reputer at four points of its cycle")
            .withSetup(ReputerScenarios::reputer)
            .withSetup(ScenarioSetup::withModelServer)
            .withSetup(KillPointAction::singleNodeSetup);
    List<KillPoint> cuts =
        List.of(
            KillPoint.AFTER_CLAIM,
            KillPoint.AFTER_SIGNED,
            KillPoint.DURING_BROADCAST,
            KillPoint.BEFORE_CLOSE);
    for (KillPoint cut : cuts) {
      scenario =
          scenario.withEpoch(
              cut.label(),
              epoch -> KillPointAction.endBySignalAt(epoch, cut, "KILL", EXIT_KILLED),
              accepted().withIncludedCount(1));
    }
    return scenario;
  }

  /** Two topics, each with a worker's and a reputer's window, and one sequence number. */
  public static Scenario s46RolesInOneBlock() {
    return Scenario.of("S46", "Two roles of two topics, one wallet, windows open in the same block")
        .withSetup(setup -> setup.withTopics(67, 68).withRoles(Role.REPUTER, Role.WORKER))
        .withSetup(RoleServiceScenarios::withTime)
        .withSetup(ScenarioSetup::withModelServer)
        .withSetup(setup -> setup.withSetting("model.guard.consensus-sigmas", "1000"))
        .withEpoch("all at once", it -> {}, accepted().withIncludedCount(1))
        .withEpoch(
            "blocks take two more",
            it -> it.network().delayInclusion(2),
            accepted().withIncludedCount(1));
  }

  /** Only losses that are read back count; a rejected transaction is recorded as such. */
  public static Scenario s48NotStored() {
    return Scenario.of("S48", "Losses are included with code 0 and not stored, or refused")
        .withSetup(ReputerScenarios::reputer)
        .withSetup(ScenarioSetup::withModelServer)
        .withEpoch(
            "code 0, not stored",
            it -> it.network().discardNextPayloads(1),
            notStored(List.of("accepted_missing"), "NOT_STORED"))
        .withEpoch("calm", it -> {}, accepted().withIncludedCount(1))
        .withEpoch(
            "closed before its block",
            ReputerScenarios::refuseEveryReport,
            notStored(List.of("included_rejected", "expired"), "WINDOW_CLOSED"));
  }

  /** Also those that are sent again, as the nonce may only be late at the node. */
  private static void refuseEveryReport(EpochContext epoch) {
    for (int i = 0; i < MOST_REPORTS; i++) {
      epoch.network().failNextPayload("emissions", 75, "reputer nonce not found");
    }
  }
}
