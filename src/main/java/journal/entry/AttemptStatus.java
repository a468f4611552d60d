package journal.entry;

import java.util.Locale;

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
