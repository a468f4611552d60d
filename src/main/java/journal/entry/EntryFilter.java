package journal.entry;

import domain.FailureReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Which entries to show; a null part lets everything through. */
public record EntryFilter(Long topic, EntryState state, FailureReason reason, Instant since) {
  /** Every entry. */
  public static final EntryFilter ALL = new EntryFilter(null, null, null, null);

  public String toSqlWhere() {
    List<String> parts = new ArrayList<>();
    if (topic != null) {
      parts.add("topic = " + topic);
    }
    if (state != null) {
      parts.add("state = '" + state.label() + "'");
    }
    if (reason != null) {
      parts.add("reason = '" + reason.name() + "'");
    }
    if (since != null) {
      parts.add("opened_at >= " + since.toEpochMilli());
    }
    return parts.isEmpty() ? "" : "where " + String.join(" and ", parts);
  }
}
