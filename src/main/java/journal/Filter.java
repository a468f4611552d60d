package journal;

import domain.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Which entries to show; a null part lets everything through. */
public record Filter(Long topic, State state, Reason reason, Instant since) {
  /** Every entry. */
  public static final Filter ALL = new Filter(null, null, null, null);

  String where() {
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
