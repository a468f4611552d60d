package devnet.reward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ConsensusScoresTest {
  private static final Map<String, Double> STAKES = Map.of("a", 5.0, "b", 5.0, "c", 1.0);

  private final ConsensusScores scores = new ConsensusScores();

  private static Map<String, Double> row(double combined, double inferer) {
    return Map.of("combined", combined, "inferer", inferer);
  }

  @Test
  void whoAgreesScoresAHundred() {
    Map<String, Double> all =
        scores.score(Map.of("a", row(-4, -5), "b", row(-4, -5), "c", row(-4, -5)), STAKES);
    all.forEach((it, score) -> assertEquals(100, score, 1e-9, it));
    assertEquals(1, scores.listeningTo("a"), 1e-9);
  }

  @Test
  void whoIsFarFromTheOthersScoresLessAndIsListenedToLess() {
    Map<String, Double> all = Map.of();
    for (int i = 0; i < 5; i++) {
      all = scores.score(Map.of("a", row(-4, -5), "b", row(-4, -5), "c", row(4, 5)), STAKES);
    }
    assertTrue(all.get("a") > 20 && all.get("c") < 1, all::toString);
    assertTrue(scores.listeningTo("c") < 0.1, all::toString);
    assertEquals(1, scores.listeningTo("b"), 1e-9);
  }

  @Test
  void aNumberThatIsLeftOutCountsAsTheFarthestOne() {
    Map<String, Double> all =
        scores.score(
            Map.of("a", row(-4, -5), "b", row(-4, -7), "c", Map.of("combined", -4.0)), STAKES);
    assertEquals(all.get("b"), all.get("c"), 1e-9);
    assertTrue(all.get("a") < 100, all::toString);
  }
}
