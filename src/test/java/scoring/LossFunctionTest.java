package scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chain.message.RoleVectors;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every public formula, held to its published reference values. */
class LossFunctionTest {
  private static final OptionalDouble SIGMA = OptionalDouble.of(0.02);

  static Stream<JsonNode> rows() {
    return RoleVectors.all("/losses/rows");
  }

  @Test
  void coversAllRows() {
    assertEquals(72, rows().count());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void givesTheReferenceValue(JsonNode row) {
    LossFunction function =
        LossFunction.of(row.path("method").asText().replaceFirst("\\(.*", ""), SIGMA).orElseThrow();
    double truth = row.path("y_true").asDouble();
    double prediction = row.path("y_pred").asDouble();
    if (!row.path("loss").isNumber()) {
      assertThrows(
          IllegalArgumentException.class, () -> function.loss(truth, prediction), row::toString);
      return;
    }
    double expected = row.path("loss").asDouble();
    assertEquals(
        expected,
        function.loss(truth, prediction),
        1e-12 * Math.max(1e-3, Math.abs(expected)),
        row::toString);
    boolean logarithm = row.path("log10_sdk(loss+1e-100)").isNumber();
    if (logarithm && function.isNeverNegative() && expected > LossFunction.FLOOR) {
      assertEquals(
          row.path("log10_sdk(loss+1e-100)").asDouble(),
          function.reported(truth, prediction).doubleValue(),
          1e-9);
    }
  }

  @Test
  void reportsTheFloorForAPerfectPredictionAndRawLossesWhereTheyMayBeNegative() {
    LossFunction squared = LossFunction.of(" MSE ", OptionalDouble.empty()).orElseThrow();
    assertEquals(-30, squared.reported(0.1, 0.1).doubleValue(), 1e-12);
    LossFunction poisson = LossFunction.of("poisson", OptionalDouble.empty()).orElseThrow();
    assertFalse(poisson.isNeverNegative());
    assertTrue(poisson.reported(100, 95).signum() < 0);
  }

  @Test
  void inventsNoFormulaAndNoStandardDeviation() {
    assertTrue(LossFunction.of("mape", SIGMA).isEmpty());
    assertThrows(
        IllegalArgumentException.class, () -> LossFunction.of("czar", OptionalDouble.empty()));
  }
}
