package faults;

import static faults.Expectation.hit;
import static faults.Expectation.rejected;

import java.util.function.Consumer;

/** The mempool takes the transaction and the block refuses it: each code is a case of its own. */
final class S05RefusedInTheBlock {
  private S05RefusedInTheBlock() {}

  static Scenario scenario() {
    return Scenario.of("S05", "CheckTx says 0, then the block says 67, 75, 78, 69, 71")
        .epoch("67 window not open", refused(67, "worker nonce window not available"), hit())
        .epoch("75 nonce not there", refused(75, "unfulfilled nonce not found"), hit())
        .epoch("75 until the end", S05RefusedInTheBlock::always, rejected("WINDOW_CLOSED"))
        .epoch(
            "78 scored already",
            refused(78, "cannot update ema more than once"),
            rejected("REFUSED"))
        .epoch("69 nothing valid", refused(69, "no valid inferences"), rejected("REFUSED"))
        .epoch("71 bundle invalid", refused(71, "worker data invalid"), rejected("REFUSED"));
  }

  private static Consumer<Stage> refused(int code, String log) {
    return fails(1, code, log);
  }

  private static void always(Stage stage) {
    fails(100, 75, "unfulfilled nonce not found").accept(stage);
  }

  /** From the opening block on, when no transaction of the window before can be on its way. */
  private static Consumer<Stage> fails(int times, int code, String log) {
    return stage -> stage.chain().at(stage.nonce(), () -> fails(stage, times, code, log));
  }

  private static void fails(Stage stage, int times, int code, String log) {
    for (int i = 0; i < times; i++) {
      stage.chain().failNext("emissions", code, log);
    }
  }
}
