package routes.reputer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import domain.Failure;
import domain.ValueBundle;
import domain.ValueBundle.Part;
import domain.Window;
import domain.WindowKey;
import domain.market.DataOrigin;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import scoring.GroundTruth;
import scoring.LossService;

class LossRequestsTest {
  private static final Window WINDOW =
      new Window(new WindowKey("test-1", 1, 100, "allo1a"), 150, Instant.EPOCH, Instant.EPOCH);
  private static final DataOrigin ORIGIN = new DataOrigin.RealMarket("ground-truth-url");

  private static LossRequests requests(Map<String, Double> labels, String first, String second) {
    return new LossRequests(
        new LossService("http://losses", Map.of(), Optional.empty()),
        "sqe",
        WINDOW,
        new GroundTruth(0.5, labels, ORIGIN, Instant.EPOCH, ""),
        new ValueBundle(
            first, first, Map.of(Part.INFERERS, Map.of("allo1a", first, "allo1b", second))));
  }

  @Test
  void asksForTheSignOnceAndForEachDifferentNumberOnce() {
    LossRequests asked = requests(Map.of(), "0.1", "0.2");
    assertEquals("http://losses/is_never_negative", asked.address());
    asked.accept(200, "{\"is_never_negative\":true}");
    assertTrue(asked.body().contains("\"y_pred\":\"0.1\",\"y_true\":\"0.5\""), asked.body());
    asked.accept(200, "{\"loss\":\"0.01\"}");
    assertTrue(asked.body().contains("\"y_pred\":\"0.2\""), asked.body());
    asked.accept(200, "{\"loss\":0.001}");
    assertFalse(asked.isUnfinished());
    assertEquals(BigDecimal.valueOf(-2.0), asked.reported("0.1"));
    assertEquals(BigDecimal.valueOf(-3.0), asked.reported("0.2"));
  }

  @Test
  void labelsOfTruthAndInferencesMustBeTheSame() {
    LossRequests asked = requests(Map.of("UP", 1.0, "down", 0.0), "up=0.7,down=0.3", "up=1");
    asked.accept(200, "{\"is_never_negative\":false}");
    assertTrue(
        asked
            .body()
            .endsWith(
                "\"y_true\":[{\"label\":\"up\",\"value\":\"1.0\"},"
                    + "{\"label\":\"down\",\"value\":\"0\"}]}"),
        asked.body());
    asked.accept(200, "{\"loss\":\"0.09\"}");
    assertThrows(Failure.Retry.class, asked::body);
  }

  @Test
  void threeBrokenConnectionsInARowAreEnough() {
    LossRequests asked = requests(Map.of(), "0.1", "0.2");
    asked.countFault("connection reset");
    asked.countFault("connection reset");
    asked.accept(200, "{\"is_never_negative\":false}");
    asked.countFault("connection reset");
    asked.countFault("connection reset");
    assertThrows(Failure.Retry.class, () -> asked.countFault("connection reset"));
  }
}
