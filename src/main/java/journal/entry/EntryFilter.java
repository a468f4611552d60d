package journal.entry;

import domain.FailureReason;
import domain.Role;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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

  /** With a name for each value, so that its text is the same for every topic. */
  public String toSqlWhere() {
    List<String> parts =
        sqlArguments().keySet().stream()
            .map(it -> it.equals("since") ? "opened_at >= :since" : it + " = :" + it)
            .toList();
    return parts.isEmpty() ? "" : "where " + String.join(" and ", parts);
  }

  /** The values of {@link #toSqlWhere} by name. */
  public Map<String, Object> sqlArguments() {
    Map<String, Object> values = new TreeMap<>();
    putIfSet(values, "topic", topic);
    putIfSet(values, "role", role == null ? null : role.label());
    putIfSet(values, "state", state == null ? null : state.label());
    putIfSet(values, "reason", reason == null ? null : reason.name());
    putIfSet(values, "since", since == null ? null : since.toEpochMilli());
    return values;
  }

  private static void putIfSet(Map<String, Object> values, String name, Object value) {
    if (value != null) {
      values.put(name, value);
    }
  }
}
