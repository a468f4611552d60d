package devnet.reward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chain.message.RoleVectors;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import devnet.reward.TopicRewards.ByRole;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a real chain paid for its nonce 3283, from the scores and stakes that it published. */
class TopicRewardsTest {
  private static final String BEFORE = "/rest_answers/nonce_3283_submitted/answers";
  private static final String OLDEST = "allo1a9jrnvfuwdx22y8w33pc6qmxatuewy89f5j9f7";

  private static final Map<String, Double> NOBODY = Map.of();

  private final TopicRewards rewards = new TopicRewards();

  private static JsonNode answer(String path) {
    return RoleVectors.one(BEFORE).path(path);
  }

  /** Values of an event by address; what it carries is JSON within JSON. */
  private static Map<String, Double> published(String type, String actor, String field) {
    for (JsonNode event : RoleVectors.one("/end_block_events_3363")) {
      JsonNode attributes = event.path("attributes");
      if (event.path("type").asText().endsWith(type)
          && attributes.path("actor_type").asText().contains(actor)) {
        JsonNode addresses = parse(attributes.path("addresses"));
        JsonNode values = parse(attributes.path(field));
        Map<String, Double> all = new TreeMap<>();
        for (int i = 0; i < addresses.size(); i++) {
          all.put(addresses.path(i).asText(), values.path(i).asDouble());
        }
        return all;
      }
    }
    throw new IllegalArgumentException(type);
  }

  private static JsonNode parse(JsonNode text) {
    try {
      return new ObjectMapper().readTree(text.asText());
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static BigDecimal pool() {
    for (JsonNode event : RoleVectors.one("/end_block_events_3363")) {
      if (event.path("type").asText().endsWith("EventTopicRewardsSet")) {
        return new BigDecimal(parse(event.path("attributes").path("rewards")).path(0).asText());
      }
    }
    throw new IllegalArgumentException("no pool");
  }

  /**
   * The real chain had closed three nonces with one inferer, and paid the reputers these means of
   * fractions, which stakes of their cube roots give.
   */
  private void closeEarlierNonces(Map<String, Double> reputers) {
    Map<String, Double> stakes = new TreeMap<>();
    Map<String, Double> equal = new TreeMap<>();
    for (String it : reputers.keySet()) {
      double fraction =
          answer("/previous_reputer_reward_fraction/1/" + it).path("reward_fraction").asDouble();
      stakes.put(it, Math.cbrt(fraction));
      equal.put(it, 1.0);
    }
    for (int i = 0; i < 3; i++) {
      rewards.divide(BigDecimal.TEN, new ByRole<>(Map.of(OLDEST, 0.0), NOBODY, equal), stakes, 0);
    }
  }

  @Test
  void arePaidAsTheRealChainDid() {
    ByRole<Double> scores =
        new ByRole<>(
            published("EventScoresSet", "INFERER", "scores"),
            published("EventScoresSet", "FORECASTER", "scores"),
            published("EventScoresSet", "REPUTER", "scores"));
    Map<String, Double> stakes = new TreeMap<>();
    for (String it : scores.reputers().keySet()) {
      stakes.put(it, answer("/reputer_stake/" + it + "/1").path("amount").asDouble());
    }
    closeEarlierNonces(scores.reputers());
    ByRole<BigDecimal> paid = rewards.divide(pool(), scores, stakes, 0);
    assertPaid("INFERER", paid.inferers());
    assertPaid("FORECASTER", paid.forecasters());
    assertPaid("REPUTER", paid.reputers());
  }

  private static void assertPaid(String actor, Map<String, BigDecimal> ours) {
    Map<String, Double> real = published("EventRewardsSettled", actor, "rewards");
    assertEquals(real.keySet(), ours.keySet());
    real.forEach(
        (it, uallo) -> assertEquals(1, ours.get(it).doubleValue() / uallo, 1e-9, actor + it));
  }

  @Test
  void aSingleOneOfEachTaskGetsAllOfIt() {
    ByRole<Double> scores = new ByRole<>(Map.of("a", 0.0), Map.of("a", 0.0), Map.of("r", 100.0));
    ByRole<BigDecimal> paid = rewards.divide(BigDecimal.ONE, scores, Map.of("r", 5.0), 0);
    assertEquals(0.5, paid.inferers().get("a").doubleValue(), 1e-12);
    assertEquals(0, paid.forecasters().get("a").doubleValue(), "nobody to forecast but itself");
    assertEquals(0.5, paid.reputers().get("r").doubleValue(), 1e-12);
  }

  @Test
  void forecastersEarnMoreWhereTheyHelp() {
    ByRole<Double> scores =
        new ByRole<>(Map.of("a", 0.2, "b", -0.1), Map.of("f", 0.1, "g", 0.0), Map.of("r", 100.0));
    double idle = sum(rewards.divide(BigDecimal.ONE, scores, Map.of("r", 5.0), 0));
    double helping = sum(rewards.divide(BigDecimal.ONE, scores, Map.of("r", 5.0), 1));
    assertTrue(helping > 1.5 * idle, idle + " " + helping);
  }

  private static double sum(ByRole<BigDecimal> paid) {
    return paid.forecasters().values().stream().mapToDouble(BigDecimal::doubleValue).sum();
  }
}
