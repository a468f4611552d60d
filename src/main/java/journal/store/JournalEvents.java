package journal.store;

import java.time.Instant;
import org.jdbi.v3.core.Handle;

/** What is to be known of the journal as a whole, beside its rows. */
public final class JournalEvents {
  /** A transaction of this wallet that the journal did not sign and the operator knows of. */
  public static final String ACKNOWLEDGED = "acknowledged";

  public static final String IMPORTED = "imported";

  /** Exported to be used elsewhere; while it says so the journal is not written. */
  public static final String RETIRED = "retired";

  private JournalEvents() {}

  public static int record(Handle handle, Instant at, String event, String detail) {
    return handle.execute(
        "insert into journal_event (event, detail, at) values (?, ?, ?) on conflict do nothing",
        event,
        detail,
        at.toEpochMilli());
  }

  public static int remove(Handle handle, String event) {
    return handle.execute("delete from journal_event where event = ?", event);
  }

  public static boolean isRecorded(Handle handle, String event, String detail) {
    return handle
        .createQuery("select exists (select 1 from journal_event where event = ? and detail = ?)")
        .bind(0, event)
        .bind(1, detail)
        .mapTo(Boolean.class)
        .one();
  }

  public static boolean isRetired(Handle handle) {
    return handle
        .createQuery("select exists (select 1 from journal_event where event = ?)")
        .bind(0, RETIRED)
        .mapTo(Boolean.class)
        .one();
  }
}
