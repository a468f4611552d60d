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
 * The history of the preceding program: 854 epochs of 720 blocks at 5.65 s, with the faults that
 * its records name, as often as they name them, in an order drawn once.
 */
public final class M16PredecessorHistory {
  static final int EPOCHS = 854;

  private static final BiPredicate<String, String> ACCOUNT = pathContains("/auth/v1beta1/account");

  private static final String WRONG =
      """
      {"info":{"address":"%s","account_number":"1","sequence":"900"}}
      """;

  /** Blocks for which the market is unreachable, 20 minutes. */
  private static final long MARKET_OUTAGE_BLOCKS = 212;

  private M16PredecessorHistory() {}

  public static Scenario scenario() {
    List<ScenarioEpoch> history = new ArrayList<>();
    addEpochs(history, 16, "a node refuses", it -> it.restNode(0).stop());
    addEpochs(
        history,
        15,
        "a node hangs",
        it -> it.restNode(0).setFaultPolicy(onEveryRequest(new RequestAction.NeverReply())));
    addEpochs(
        history,
        15,
        "a web page for a node",
        it -> it.restNode(0).setFaultPolicy(onEveryRequest(htmlReply())));
    addEpochs(history, 48, "no market for 20 minutes", M16PredecessorHistory::marketUnavailable);
    addEpochs(history, 47, "restarted in the window", M16PredecessorHistory::restartWorker);
    addEpochs(
        history,
        15,
        "the send is turned down",
        it -> it.allNodes(onRequest(IS_BROADCAST, firstTimes(1, statusReply(503)))));
    addEpochs(
        history,
        9,
        "the reply is lost",
        it ->
            it.allNodes(onRequest(IS_BROADCAST, firstTimes(2, new RequestAction.TruncateReply()))));
    addEpochs(history, 6, "sequence spent by another", M16PredecessorHistory::spendSequence);
    addEpochs(
        history, 1, "a node tells another sequence", M16PredecessorHistory::wrongSequenceReply);
    addEpochs(
        history,
        1,
        "the account hangs",
        it -> it.allNodes(onRequest(ACCOUNT, firstTimes(2, new RequestAction.NeverReply()))));
    addEpochs(history, 1, "the least fee rises", M16PredecessorHistory::raiseGasPrice);
    addEpochs(history, EPOCHS - history.size(), "calm", it -> {});
    Collections.shuffle(history, new Random(EPOCHS));
    return new Scenario(
        "M16",
        "The predecessor's 854 epochs",
        setup(),
        history,
        0.99,
        ScenarioEpoch.withoutFaults("before"));
  }

  private static ScenarioSetup setup() {
    return ScenarioSetup.standard()
        .withNodes(3)
        .network(it -> it.withBlockTime(Duration.ofMillis(5_650)));
  }

  private static void addEpochs(
      List<ScenarioEpoch> history, int times, String label, Consumer<EpochContext> act) {
    history.addAll(Collections.nCopies(times, new ScenarioEpoch(label, act, accepted())));
  }

  private static void marketUnavailable(EpochContext epoch) {
    epoch.marketServer().setFaultPolicy(onEveryRequest(statusReply(503)));
    epoch.atBlock(
        MARKET_OUTAGE_BLOCKS, () -> epoch.marketServer().setFaultPolicy(FaultPolicy.noFaults()));
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
