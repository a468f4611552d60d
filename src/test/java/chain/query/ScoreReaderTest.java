package chain.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chain.AlloraClient;
import chain.NetworkStanding;
import chain.StubNetwork;
import chain.StubNode;
import chain.model.EmissionsVersion;
import chain.model.FeePolicy;
import chain.model.Timeouts;
import domain.Failure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Absent things in the words of a v0.6.0 node; what is neither there nor absent is not known. */
@Execution(ExecutionMode.CONCURRENT)
class ScoreReaderTest {
  private static final String LOSS = "/network_loss/67/100";
  private static final String SCORES = "/worker_inference_scores_at_block/67/100";
  private static final String THRESHOLD = "/current_lowest_inferer_score/67";
  private static final String AVERAGE = "/inferer_score_ema/67/" + StubNetwork.WORKER;
  private static final String REGRET = "/inferer_network_regret/67/" + StubNetwork.WORKER;
  private static final String LAST = "/topic_last_reputer_commit_info/67";

  private static final String ABSENT =
      "{'code':2,'message':'collections: not found: key of type emissions.v3','details':[]}";
  private static final String BROKEN = "{'code':13,'message':'database is closed','details':[]}";
  private static final String PRUNED =
      "{'loss_bundle':{'topic_id':'67','reputer_request_nonce':{'reputer_nonce':"
          + "{'block_height':'0'}},'combined_value':'0','naive_value':'0','inferer_values':[]}}";
  private static final String NEVER = "{'block_height':'0','score':'0','value':'0'}";

  /** Of a worker that was never scored, in a topic with an epoch that was closed and pruned. */
  private static Map<String, String> unscored() {
    return new TreeMap<>(
        Map.of(
            LAST,
            "{'last_commit':{'block_height':'180','nonce':{'block_height':'100'}}}",
            LOSS,
            PRUNED,
            SCORES,
            "{'scores':{'scores':[]}}",
            THRESHOLD,
            "{'score':null}",
            AVERAGE,
            "{'score':" + NEVER + "}",
            REGRET,
            "{'regret':" + NEVER + "}"));
  }

  private static NetworkStanding standing(Map<String, String> answers, String path, int status) {
    EmissionsVersion version = EmissionsVersion.V5;
    try (StubNode node = StubNetwork.node(version)) {
      answers.forEach(
          (it, text) -> node.says(version.restPrefix() + it, it.equals(path) ? status : 200, text));
      try (AlloraClient allora =
          new AlloraClient(
              StubNetwork.of(node.rest()),
              StubNetwork.WALLET,
              Timeouts.withSpeed(50),
              FeePolicy.standard())) {
        return allora.standing(67, Set.of());
      }
    }
  }

  @Test
  void whatTheChainDoesNotHaveIsEmpty() {
    NetworkStanding standing = standing(unscored(), "", 200);
    assertEquals(100, standing.nonce());
    assertTrue(
        List.of(standing.loss(), standing.threshold(), standing.regret()).stream()
            .allMatch(Optional::isEmpty));
    Map<String, String> answers = unscored();
    answers.put(LAST, ABSENT);
    assertEquals(0, standing(answers, LAST, 500).nonce());
  }

  static Set<String> questions() {
    return unscored().keySet();
  }

  @ParameterizedTest
  @MethodSource("questions")
  void anErrorOfTheNodeIsNotAnAbsence(String path) {
    Map<String, String> answers = unscored();
    answers.put(path, BROKEN);
    assertThrows(Failure.Retry.class, () -> standing(answers, path, 500));
    answers.put(path, "{}");
    assertThrows(Failure.Retry.class, () -> standing(answers, path, 200));
  }
}
