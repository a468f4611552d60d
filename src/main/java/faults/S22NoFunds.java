package faults;

import static faults.Expectation.hit;
import static faults.Expectation.lost;

import java.math.BigInteger;
import java.util.List;
import java.util.function.Consumer;

/** The account runs dry, or is not there: the daemon says so and goes on looking. */
final class S22NoFunds {
  private static final BigInteger ONE_ALLO = BigInteger.TEN.pow(18);
  private static final BigInteger SOME = BigInteger.valueOf(50_000_000);

  private S22NoFunds() {}

  static Scenario scenario() {
    return Scenario.of("S22", "Balance low, then zero; the account is not on the chain")
        .in(world -> world.account(it -> it.withBalance(ONE_ALLO)))
        .in(world -> world.set("alert.period", "5s").set("alert.rest", "5m"))
        .in(world -> world.set("heartbeat.period", "30s"))
        .epoch("enough for ten epochs", has(SOME, "runway low"), hit().included(1))
        .epoch("zero until the middle", S22NoFunds::refilled, hit().included(1))
        .epoch(
            "zero to the end",
            has(BigInteger.ZERO, "runway low"),
            lost(List.of("expired", "missed"), "NO_FUNDS").included(0))
        .epoch("no account until the middle", S22NoFunds::opened, hit().included(1))
        .epoch(
            "no account to the end",
            S22NoFunds::gone,
            lost(List.of("expired", "missed"), "NO_ACCOUNT").included(0));
  }

  private static Consumer<Stage> has(BigInteger uallo, String alert) {
    return stage -> {
      stage.chain().balance(stage.address(), uallo);
      stage.afterwards(() -> stage.chain().balance(stage.address(), ONE_ALLO));
      stage.mustAlert(alert);
    };
  }

  private static void refilled(Stage stage) {
    has(BigInteger.ZERO, "runway low").accept(stage);
    stage.at(300, () -> stage.chain().balance(stage.address(), ONE_ALLO));
  }

  private static void gone(Stage stage) {
    stage.chain().known(stage.address(), false);
    stage.afterwards(() -> stage.chain().known(stage.address(), true));
  }

  private static void opened(Stage stage) {
    gone(stage);
    stage.at(300, () -> stage.chain().known(stage.address(), true));
  }
}
