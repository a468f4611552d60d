package chain;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import chain.model.FeePolicy;
import chain.model.Network;
import chain.model.NodeEndpoint;
import chain.model.Timeouts;
import devnet.Devnet;
import devnet.ledger.GenesisTopic;
import domain.Failure;
import domain.Role;
import domain.Submission;
import domain.Window;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whole replies of the simulated network, changed at random, to every question that the client has:
 * it answers or ends in a failure with one sentence, never in anything else.
 */
class ReplyFuzzTest {
  private static final int ROUNDS = Integer.getInteger("fuzz.rounds", 4);
  private static final int LONGEST = 2_003;

  private final AtomicInteger answers = new AtomicInteger();
  private final AtomicInteger failures = new AtomicInteger();

  @ParameterizedTest
  @ValueSource(ints = {30, 95})
  void nothingButAFailureWithASentenceComesOut(int percent) {
    try (ChainClientFixture world =
        new ChainClientFixture(it -> it.withTopics(List.of(GenesisTopic.logReturnTopic(67))))) {
      Window window = world.opened();
      Submission signed = world.allora.sign(world.claim(window, "0.01"), 1);
      for (int round = 0; round < ROUNDS; round++) {
        distort(world.devnet, new ReplyMutator(percent * 1_000L + round, percent));
        try (AlloraClient fresh = client(world.devnet)) {
          questions(world, window, signed).forEach((name, it) -> ask(name, it, fresh));
        }
        distort(world.devnet, null);
      }
    }
    System.err.printf(
        "fuzz %d %%: %d answers, %d failures%n", percent, answers.get(), failures.get());
    assertTrue(answers.get() > 0 && failures.get() > 0);
  }

  private static void distort(Devnet devnet, ReplyMutator mutator) {
    devnet.restNodes().get(0).setReplyDistortion(mutator);
    devnet.rpcNodes().get(0).setReplyDistortion(mutator);
  }

  private static AlloraClient client(Devnet devnet) {
    var nodes =
        List.of(
            NodeEndpoint.parse("rest+" + devnet.restUri()),
            NodeEndpoint.parse("rpc+" + devnet.rpcUri()));
    return new AlloraClient(
        Network.preset("devnet").withEndpoints(nodes),
        StubNetwork.WALLET,
        Timeouts.withSpeed(2_000),
        FeePolicy.standard());
  }

  private static Map<String, Consumer<AlloraClient>> questions(
      ChainClientFixture world, Window window, Submission signed) {
    Map<String, Consumer<AlloraClient>> all = new LinkedHashMap<>();
    all.put("latestHeight", AlloraClient::latestHeight);
    all.put("openWindows", it -> it.openWindows(67));
    all.put("newestWindow", it -> it.newestWindow(67));
    all.put("topicInfo", it -> it.topicInfo(67));
    all.put("account", AlloraClient::account);
    all.put("balance", AlloraClient::balance);
    all.put("sign", it -> it.sign(world.claim(window, "0.01"), 1));
    all.put("broadcast", it -> it.broadcast(signed));
    all.put("receipt", it -> it.receipt(signed));
    all.put("storedValue", it -> it.storedValue(window.key()));
    all.put("latestInference", it -> it.latestInference(67));
    all.put("newestClosedInference", it -> it.newestClosedInference(67));
    all.put("recentTransactions", it -> it.recentTransactions(67));
    all.put("register", it -> it.register(67, Role.WORKER));
    all.put("timeUntilNextWindow", it -> it.pollTiming().timeUntilNextWindow(67));
    all.put("emissions", it -> it.networkInfo().emissionsVersion());
    all.put("whitelisted", it -> it.networkInfo().isWhitelisted(67, Role.WORKER));
    all.put("registered", it -> it.networkInfo().isRegistered(67, Role.WORKER));
    all.put("active", it -> it.networkInfo().isTopicActive(67));
    all.put("owner", it -> it.networkInfo().ownerAddress());
    all.put("grant", it -> it.networkInfo().hasFeeGrant());
    all.put("cost", it -> it.networkInfo().typicalSubmissionCost());
    all.put("consensus", it -> it.networkInfo().networkInference(67));
    all.put("blockTime", it -> it.networkInfo().blockTime());
    all.put("endpoints", it -> it.networkInfo().checkEndpoints());
    all.put("timestamp", it -> it.networkInfo().newestBlockTimestamp());
    all.put("topics", it -> it.networkInfo().topicDirectory().listTopics());
    all.put("topic", it -> it.networkInfo().topicDirectory().findTopic(67));
    all.put("standing", it -> it.standing(67, Set.of()));
    all.put("heldByAll", it -> it.latestInference(67).map(it::isHeldByAll));
    all.put("stake", it -> it.accountOperations().readStake(67));
    all.put("addStake", it -> it.accountOperations().addStake(67, BigInteger.TEN));
    all.put("cancel", it -> it.accountOperations().cancelRemoveStake(67));
    all.put("rewards", it -> it.accountOperations().claimDelegated(67, it.workerAddress()));
    all.put("reputerWindows", it -> it.reputer().openWindows(67));
    all.put("inferences", it -> it.reputer().inferences(67, window.nonce()));
    all.put("losses", it -> it.reputer().networkLosses(67, window.nonce()));
    all.put("closedNonce", it -> it.reputer().lastClosedNonce(67));
    all.put("inferers", it -> it.reputer().inferers(67, window.nonce()));
    all.put("worker", it -> it.reputer().isRegisteredWorker(67, it.workerAddress()));
    all.put("loss", it -> it.reputer().lossMethod(67));
    all.put("nonceTime", it -> it.reputer().timeOf(window.nonce()));
    return all;
  }

  private void ask(String name, Consumer<AlloraClient> question, AlloraClient client) {
    try {
      question.accept(client);
      answers.incrementAndGet();
    } catch (Failure e) {
      failures.incrementAndGet();
      String told = e.getMessage();
      assertTrue(told.length() <= LONGEST, () -> name + ": " + told);
      assertFalse(told.matches("(?s).*[\\x00-\\x1f\u202e].*"), () -> name + ": " + told);
      assertFalse(told.matches("(?s).*(Exception|java\\.).*"), () -> name + ": " + told);
    } catch (RuntimeException | Error e) {
      fail(name + " ends in " + e, e);
    }
  }
}
