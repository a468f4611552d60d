package journal.store;

import domain.WindowKey;
import java.time.Instant;
import org.jdbi.v3.core.Handle;

/** Appends what happened, each row linked to the one before it by hash. */
public final class AuditLog {
  public static final String RECOGNISED = "recognised";

  /** Stands for the journal as a whole where a row is about no window. */
  private static final WindowKey WHOLE = new WindowKey("", 0, 0, "");

  private AuditLog() {}

  /** First statement of every writing transaction: from here on this writer is alone. */
  public static void lockForWriting(Handle handle) {
    handle.execute("update head set seq = seq where id = 1");
  }

  /** Returns the number of the new row. The head must be locked. */
  static long append(Handle handle, Instant at, String event, WindowKey key, String body) {
    LogHead last = lastRow(handle);
    long seq = last.seq() + 1;
    String hash = rowHash(last.hash(), seq, at.toEpochMilli(), event, key, body);
    handle.execute(
        "insert into chronicle (seq, at, event, chain_id, topic, nonce, worker, body, hash)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        seq,
        at.toEpochMilli(),
        event,
        key.chainId(),
        key.topic(),
        key.nonce(),
        key.worker(),
        body,
        hash);
    handle.execute("update head set seq = ?, hash = ? where id = 1", seq, hash);
    return seq;
  }

  /** Appends what concerns the journal as a whole. */
  public static long appendJournalEvent(Handle handle, Instant at, String event, String sentence) {
    lockForWriting(handle);
    return append(handle, at, event, WHOLE, sentence);
  }

  public static LogHead lastRow(Handle handle) {
    return handle
        .createQuery("select seq, hash from head where id = 1")
        .map((r, c) -> new LogHead(r.getLong(1), r.getString(2)))
        .findOne()
        .orElse(new LogHead(-1, "removed"));
  }

  public static String rowHash(
      String last, long seq, long at, String event, WindowKey key, String body) {
    return CanonicalJson.hashLines(
        last, seq, at, event, key.chainId(), key.topic(), key.nonce(), key.worker(), body);
  }

  /** Where the chain stands: number and hash of its last row. */
  public record LogHead(long seq, String hash) {}
}
