package chain;

import domain.Failure;
import domain.Reason;

/** What a refusal of the network means for us, with the sentence for the operator. */
sealed interface Verdict {
  String sentence();

  Reason reason();

  /**
   * As the failure it is; {@code done} comes out as a skip, for there is nothing left to do.
   *
   * @param about which window or action
   * @param said the network's own words, empty if none
   */
  default Failure failure(String about, String said) {
    String message = about + ": " + sentence() + (said.isEmpty() ? "" : " (" + shorten(said) + ")");
    if (this instanceof Wait) {
      return new Failure.Wait(reason(), message);
    }
    return this instanceof Stop stop
        ? new Failure.Stop(reason(), stop.exitCode(), message)
        : new Failure.Skip(reason(), message);
  }

  private static String shorten(String said) {
    return said.length() > 300 ? said.substring(0, 300) + "..." : said;
  }

  /** Try again, best after what {@code mend} says. */
  record Wait(Reason reason, Mend mend, String sentence) implements Verdict {}

  /** This window is lost. */
  record Skip(Reason reason, String sentence) implements Verdict {}

  /** An operator must act. */
  record Stop(Reason reason, int exitCode, String sentence) implements Verdict {}

  /** What was wanted is so already. */
  record Done(Reason reason, String sentence) implements Verdict {}

  /** What has to change before another try is worth while. */
  enum Mend {
    NONE(false),
    NODE(false),
    WINDOW(false),
    SEQUENCE(true),
    RESIGN(true),
    VERSION(true),
    GAS(true),
    FEE(true);

    private final boolean newBytes;

    Mend(boolean newBytes) {
      this.newBytes = newBytes;
    }

    /** Whether the refused bytes are of no use any more. */
    boolean newBytes() {
      return newBytes;
    }
  }
}
