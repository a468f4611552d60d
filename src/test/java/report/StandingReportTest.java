package report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chain.NetworkStanding;
import chain.NetworkStanding.EpochReward;
import chain.NetworkStanding.TaskStanding;
import domain.Role.Task;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StandingReportTest {
  private static Optional<BigDecimal> number(String text) {
    return Optional.of(new BigDecimal(text));
  }

  @Test
  void saysWhatTheChainTellsAndWhatItDoesNot() {
    NetworkStanding standing =
        new NetworkStanding(
            67,
            3283,
            number("-6.2970185"),
            number("-4.63577924"),
            Optional.empty(),
            number("0.2171977"),
            1,
            4,
            number("0E-34"),
            Optional.empty(),
            number("0.16612"),
            List.of(new EpochReward(3363, BigInteger.TEN.pow(17), BigInteger.TEN.pow(18))),
            List.of(
                new TaskStanding(
                    Task.FORECAST,
                    number("-0.1"),
                    2,
                    2,
                    number("0.2"),
                    Optional.empty(),
                    List.of(new EpochReward(3363, BigInteger.TEN, BigInteger.valueOf(20))))));
    String text =
        String.join("\n", new StandingReport(standing, Optional.of(BigInteger.TEN)).textLines());
    assertTrue(text.contains("closed with losses 3283"), text);
    assertTrue(text.contains("combined without us not known: the chain does not store"), text);
    assertTrue(text.contains("0.217198, rank 1 of 4"), text);
    assertTrue(text.contains("none: the set has room"), text);
    assertTrue(text.contains("10.0 % of what inferers got, at height 3363"), text);
    assertTrue(text.contains("score             -0.1, rank 2 of 2"), text);
    assertTrue(text.contains("50.0 % of what forecasters got, at height 3363"), text);
    assertTrue(text.contains("fees per accepted   "), text);
  }

  @Test
  void saysThatNoReputerHasClosedAnEpochYet() {
    NetworkStanding none =
        new NetworkStanding(
            67,
            0,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            0,
            0,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            List.of());
    StandingReport report = new StandingReport(none, Optional.empty());
    List<String> lines = report.textLines();
    assertEquals(1, lines.size());
    assertEquals(null, report.toJsonFields().get("nonce"));
  }
}
