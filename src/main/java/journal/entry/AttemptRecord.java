package journal.entry;

import domain.Attempt;
import java.util.Locale;
import java.util.Objects;

/**
 * An attempt together with what became of it.
 *
 * @param cause why it is dead or rejected, null otherwise
 */
public record AttemptRecord(Attempt attempt, AttemptStatus status, String cause) {
  public AttemptRecord {
    Objects.requireNonNull(attempt, "attempt");
    Objects.requireNonNull(status, "status");
  }

  /** Whether a block holds it and has taken its fee, whatever code it ended with. */
  boolean isInBlock() {
    return status == AttemptStatus.INCLUDED || status == AttemptStatus.REJECTED;
  }

  static AttemptRecord newLive(Attempt attempt) {
    return new AttemptRecord(attempt, AttemptStatus.LIVE, null);
  }

  AttemptRecord endedAs(AttemptStatus end, String because) {
    return status == AttemptStatus.LIVE ? new AttemptRecord(attempt, end, because) : this;
  }

  /** What became of an attempt. Only a dead or rejected one makes room for the next. */
  public enum AttemptStatus {
    /** May still be included in a block. */
    LIVE,
    /** Can never be included: refused by CheckTx, timed out, or its sequence spent by another. */
    DEAD,
    /** Included with a code other than 0. */
    REJECTED,
    /** Included with code 0. */
    INCLUDED;

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static AttemptStatus fromLabel(String label) {
      return valueOf(label.toUpperCase(Locale.ROOT));
    }
  }
}
