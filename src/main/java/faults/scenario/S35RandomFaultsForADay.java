package faults.scenario;

import static faults.engine.NodeFaults.COMMON_FAULTS;
import static faults.engine.NodeFaults.IS_BROADCAST;
import static faults.engine.NodeFaults.firstTimes;
import static faults.engine.NodeFaults.onRequest;
import static faults.engine.NodeFaults.pathContains;
import static faults.engine.NodeFaults.statusReply;
import static faults.engine.NodeFaults.withProbability;
import static faults.engine.WindowExpectation.accepted;

import devnet.server.FaultPolicy.RequestAction;
import faults.engine.EpochContext;
import faults.engine.Scenario;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * A day of random faults: each window has some of the other scenarios' faults, drawn from the seed.
 */
public final class S35RandomFaultsForADay {
  /** Windows in 24 h, of 720 blocks of 5 s each. */
  private static final int DAY = 24;

  private static final List<FaultGroup> FAULT_GROUPS =
      List.of(
          new FaultGroup(
              50,
              List.of(
                  it -> it.allNodes(withProbability(0.3, it.nextSeed(), COMMON_FAULTS)),
                  it ->
                      it.allNodes(
                          onRequest(
                              IS_BROADCAST, firstTimes(2, new RequestAction.TruncateReply()))),
                  it -> it.allNodes(onRequest(IS_BROADCAST, firstTimes(3, statusReply(503)))))),
          new FaultGroup(
              30,
              List.of(
                  it -> it.restNode(0).stop(),
                  it -> it.restNode(1).setFrozen(true),
                  it -> it.restNode(2).setLagBlocks(200),
                  it -> it.devnet().webSockets().forEach(line -> line.setSilent(true)))),
          new FaultGroup(
              30,
              List.of(
                  it -> it.network().incrementSequence(it.accountAddress()),
                  it -> it.network().dropNextTransactions(1),
                  it ->
                      it.network().failNextPayload("emissions", 75, "unfulfilled nonce not found"),
                  it -> it.network().setGasFactor(1.5),
                  S35RandomFaultsForADay::raiseGasPrice,
                  S35RandomFaultsForADay::haltChain)),
          new FaultGroup(
              20,
              List.of(
                  it ->
                      it.modelServer()
                          .setFaultPolicy(
                              onRequest(pathContains("/"), firstTimes(2, statusReply(500)))),
                  it ->
                      it.modelServer()
                          .setFaultPolicy(
                              onRequest(
                                  pathContains("/"),
                                  firstTimes(1, new RequestAction.NeverReply()))))),
          new FaultGroup(
              15,
              List.of(
                  S35RandomFaultsForADay::restartWorker,
                  it -> setClockOff(it, Duration.ofMinutes(10)),
                  it -> setClockOff(it, Duration.ofMinutes(-10)))));

  private S35RandomFaultsForADay() {}

  /** Faults of which {@code percent} of the windows have one. */
  private record FaultGroup(int percent, List<Consumer<EpochContext>> faults) {
    void maybeApply(EpochContext epoch, SplittableRandom random) {
      if (random.nextInt(100) < percent) {
        faults.get(random.nextInt(faults.size())).accept(epoch);
      }
    }
  }

  public static Scenario scenario() {
    Scenario day =
        Scenario.of("S35", "24 h of chain time, a random mix of the others at set rates")
            .withSetup(setup -> setup.withNodes(3).withModelServer())
            .requiredShare(0.95);
    for (int hour = 0; hour < DAY; hour++) {
      day = day.withEpoch("hour " + hour, S35RandomFaultsForADay::applyRandomFaults, accepted());
    }
    return day;
  }

  private static void applyRandomFaults(EpochContext epoch) {
    SplittableRandom random = new SplittableRandom(epoch.nextSeed());
    FAULT_GROUPS.forEach(it -> it.maybeApply(epoch, random));
  }

  private static void raiseGasPrice(EpochContext epoch) {
    epoch.atBlock(1, () -> epoch.network().setGasPrice(new BigDecimal(20)));
    epoch.afterEpoch(() -> epoch.network().setGasPrice(BigDecimal.TEN));
  }

  private static void haltChain(EpochContext epoch) {
    epoch.atBlock(1, () -> epoch.network().haltFor(Duration.ofMinutes(10)));
  }

  private static void restartWorker(EpochContext epoch) {
    epoch.atBlock(
        1,
        () -> {
          epoch.worker().stop();
          epoch.worker().start();
        });
  }

  private static void setClockOff(EpochContext epoch, Duration off) {
    epoch.host().setClockOffset(off);
    epoch.afterEpoch(() -> epoch.host().setClockOffset(Duration.ZERO));
  }
}
