package faults.scenario.tx;

import static faults.engine.WindowExpectation.accepted;
import static faults.engine.WindowExpectation.rejected;

import faults.engine.EpochContext;
import faults.engine.Scenario;
import java.util.function.Consumer;

/** The mempool takes the transaction and the block refuses it: each code is a case of its own. */
public final class S05RejectedInBlock {
  private S05RejectedInBlock() {}

  public static Scenario scenario() {
    return Scenario.of("S05", "CheckTx says 0, then the block says 67, 75, 78, 69, 71")
        .withEpoch(
            "67 window not open", rejectedOnce(67, "worker nonce window not available"), accepted())
        .withEpoch(
            "75 nonce not there", rejectedOnce(75, "unfulfilled nonce not found"), accepted())
        .withEpoch(
            "75 until the end", S05RejectedInBlock::rejectedUntilEnd, rejected("WINDOW_CLOSED"))
        .withEpoch(
            "78 scored already",
            rejectedOnce(78, "cannot update ema more than once"),
            rejected("REFUSED"))
        .withEpoch("69 nothing valid", rejectedOnce(69, "no valid inferences"), rejected("REFUSED"))
        .withEpoch(
            "71 bundle invalid", rejectedOnce(71, "worker data invalid"), rejected("REFUSED"));
  }

  private static Consumer<EpochContext> rejectedOnce(int code, String log) {
    return rejectedTimes(1, code, log);
  }

  private static void rejectedUntilEnd(EpochContext epoch) {
    rejectedTimes(100, 75, "unfulfilled nonce not found").accept(epoch);
  }

  /** From the opening block on, when no transaction of the window before can be on its way. */
  private static Consumer<EpochContext> rejectedTimes(int times, int code, String log) {
    return epoch ->
        epoch.network().atHeight(epoch.nonce(), () -> rejectedTimes(epoch, times, code, log));
  }

  private static void rejectedTimes(EpochContext epoch, int times, int code, String log) {
    for (int i = 0; i < times; i++) {
      epoch.network().failNextPayload("emissions", code, log);
    }
  }
}
