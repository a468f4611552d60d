package journal.entry;

import domain.FailureReason;
import domain.Role;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Which entries to show; a null part lets everything through. */
public record EntryFilter(
    Long topic, Role role, EntryState state, FailureReason reason, Instant since) {
  /** Every entry. */
  public static final EntryFilter ALL = new EntryFilter(null, null, null, null);

  /** In every role. */
  public EntryFilter(Long topic, EntryState state, FailureReason reason, Instant since) {
    this(topic, null, state, reason, since);
  }

  /** Of a topic in one role. */
  public static EntryFilter ofRole(long topic, Role role) {
    return new EntryFilter(topic, role, null, null, null);
  }

  public EntryFilter withState(EntryState wanted) {
    return new EntryFilter(topic, role, wanted, reason, since);
  }

  public String toSqlWhere() {
    List<String> parts = new ArrayList<>();
    if (topic != null) {
      parts.add("topic = " + topic);
    }
    if (role != null) {
      parts.add("role = '" + role.label() + "'");
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
