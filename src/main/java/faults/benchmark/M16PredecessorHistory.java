package faults.benchmark;

import static faults.engine.NodeFaults.IS_BROADCAST;
import static faults.engine.NodeFaults.beforeFirst;
import static faults.engine.NodeFaults.firstTimes;
import static faults.engine.NodeFaults.htmlReply;
import static faults.engine.NodeFaults.jsonReply;
import static faults.engine.NodeFaults.onEveryRequest;
import static faults.engine.NodeFaults.onRequest;
import static faults.engine.NodeFaults.pathContains;
import static faults.engine.NodeFaults.statusReply;
import static faults.engine.WindowExpectation.accepted;

import devnet.server.FaultPolicy;
import devnet.server.FaultPolicy.RequestAction;
import faults.engine.EpochContext;
import faults.engine.Scenario;
import faults.engine.Scenario.ScenarioEpoch;
import faults.engine.ScenarioSetup;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.BiPredicate;
import java.util.function.Consumer;

/**
 * The life of the program that came before: 854 epochs of 720 blocks at 5.65 s, with the troubles
 * that its records name, as often as they name them, in an order drawn once.
 */
public final class M16PredecessorHistory {
  static final int EPOCHS = 854;

  private static final BiPredicate<String, String> ACCOUNT = pathContains("/auth/v1beta1/account");

  private static final String WRONG =
      """
      {"info":{"address":"%s","account_number":"1","sequence":"900"}}
      """;

  /** Blocks that a market stays away, 20 minutes. */
  private static final long AWAY = 212;

  private M16PredecessorHistory() {}

  public static Scenario scenario() {
    List<ScenarioEpoch> life = new ArrayList<>();
    addEpochs(life, 16, "a node refuses", it -> it.restNode(0).stop());
    addEpochs(
        life,
        15,
        "a node hangs",
        it -> it.restNode(0).setFaultPolicy(onEveryRequest(new RequestAction.NeverReply())));
    addEpochs(
        life,
        15,
        "a web page for a node",
        it -> it.restNode(0).setFaultPolicy(onEveryRequest(htmlReply())));
    addEpochs(life, 48, "no market for 20 minutes", M16PredecessorHistory::marketUnavailable);
    addEpochs(life, 47, "restarted in the window", M16PredecessorHistory::restartWorker);
    addEpochs(
        life,
        15,
        "the send is turned down",
        it -> it.allNodes(onRequest(IS_BROADCAST, firstTimes(1, statusReply(503)))));
    addEpochs(
        life,
        9,
        "the reply is lost",
        it ->
            it.allNodes(onRequest(IS_BROADCAST, firstTimes(2, new RequestAction.TruncateReply()))));
    addEpochs(life, 6, "sequence spent by another", M16PredecessorHistory::spendSequence);
    addEpochs(life, 1, "a node tells another sequence", M16PredecessorHistory::wrongSequenceReply);
    addEpochs(
        life,
        1,
        "the account hangs",
        it -> it.allNodes(onRequest(ACCOUNT, firstTimes(2, new RequestAction.NeverReply()))));
    addEpochs(life, 1, "the least fee rises", M16PredecessorHistory::raiseGasPrice);
    addEpochs(life, EPOCHS - life.size(), "calm", it -> {});
    Collections.shuffle(life, new Random(EPOCHS));
    return new Scenario("M16", "The predecessor's 854 epochs", world(), life, 0.99);
  }

  private static ScenarioSetup world() {
    return ScenarioSetup.standard()
        .withNodes(3)
        .network(it -> it.withBlockTime(Duration.ofMillis(5_650)));
  }

  private static void addEpochs(
      List<ScenarioEpoch> life, int times, String label, Consumer<EpochContext> act) {
    life.addAll(Collections.nCopies(times, new ScenarioEpoch(label, act, accepted())));
  }

  private static void marketUnavailable(EpochContext epoch) {
    epoch.marketServer().setFaultPolicy(onEveryRequest(statusReply(503)));
    epoch.atBlock(AWAY, () -> epoch.marketServer().setFaultPolicy(FaultPolicy.noFaults()));
  }

  private static void restartWorker(EpochContext epoch) {
    epoch.atBlock(
        1,
        () -> {
          epoch.worker().stop();
          epoch.worker().start();
        });
  }

  private static void spendSequence(EpochContext epoch) {
    epoch.allNodes(
        beforeFirst(IS_BROADCAST, () -> epoch.network().incrementSequence(epoch.accountAddress())));
  }

  private static void wrongSequenceReply(EpochContext epoch) {
    epoch.allNodes(
        onRequest(ACCOUNT, firstTimes(2, jsonReply(WRONG.formatted(epoch.accountAddress())))));
  }

  private static void raiseGasPrice(EpochContext epoch) {
    epoch.allNodes(
        beforeFirst(IS_BROADCAST, () -> epoch.network().setGasPrice(new BigDecimal(20))));
    epoch.afterEpoch(() -> epoch.network().setGasPrice(BigDecimal.TEN));
  }
}
