package journal.entry;

import java.util.Locale;

/** Where a window stands. The first four move on; the rest are final and never change again. */
public enum EntryState {
  OPEN,
  CLAIMED,
  SIGNED,
  SENT,
  ACCEPTED,
  INCLUDED_REJECTED,
  ACCEPTED_MISSING,
  EXPIRED,
  MISSED;

  /** Final: the window is over for us. */
  public boolean isClosed() {
    return compareTo(ACCEPTED) >= 0;
  }

  /** Has a claim whose outcome is not known yet; settling must look at it. */
  public boolean isUnsettled() {
    return this == CLAIMED || this == SIGNED || this == SENT;
  }

  /** Lower-case name, as rows, reports and metrics carry it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static EntryState fromLabel(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }
}
