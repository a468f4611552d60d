package lab.backtest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import lab.backtest.Scorecard.CzarLoss;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkLossesTest {
  @ParameterizedTest
  @CsvSource({
    "-0.5, 1.277257108913288",
    "0.5, 0.270314256882699",
    "1.5, 0.260455524262833",
  })
  void czarMeetsThePublishedValues(double prediction, double loss) {
    assertEquals(loss, new CzarLoss(1).loss(1, prediction, 1), 1e-13);
    assertEquals(loss, new CzarLoss(1).loss(-0.02, -0.02 * prediction, 0.02), 1e-13, "mirrored");
  }
}
