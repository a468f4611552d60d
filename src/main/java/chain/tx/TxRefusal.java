package chain.tx;

import base.OutsideText;
import domain.Failure;
import domain.FailureReason;

/** What a refusal of the network means for us, with the sentence for the operator. */
public sealed interface TxRefusal {
  String operatorMessage();

  FailureReason reason();

  /**
   * As the failure it is; {@code done} comes out as a skip, for there is nothing left to do.
   *
   * @param about which window or action
   * @param said the network's own words, empty if none
   */
  default Failure toFailure(String about, String said) {
    String message =
        about
            + ": "
            + operatorMessage()
            + (said.isEmpty() ? "" : " (" + OutsideText.clean(said) + ")");
    if (this instanceof Wait) {
      return new Failure.Retry(reason(), message);
    }
    return this instanceof Stop stop
        ? new Failure.Stop(reason(), stop.exitCode(), message)
        : new Failure.Skip(reason(), message);
  }

  /** Try again, best after what {@code mend} says. */
  record Wait(FailureReason reason, Remedy remedy, String operatorMessage) implements TxRefusal {}

  /** This window is lost. */
  record Skip(FailureReason reason, String operatorMessage) implements TxRefusal {}

  /** An operator must act. */
  record Stop(FailureReason reason, int exitCode, String operatorMessage) implements TxRefusal {}

  /** The wanted state exists already. */
  record Done(FailureReason reason, String operatorMessage) implements TxRefusal {}

  /** What has to change before another try is worth while. */
  enum Remedy {
    NONE(false),
    NODE(false),
    WINDOW(false),
    SEQUENCE(true),
    RESIGN(true),
    VERSION(true),
    GAS(true),
    FEE(true);

    private final boolean newBytes;

    Remedy(boolean newBytes) {
      this.newBytes = newBytes;
    }

    /** Whether the refused bytes are of no use any more. */
    public boolean needsNewTransaction() {
      return newBytes;
    }
  }
}
