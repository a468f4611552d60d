package journal.store;

import domain.Claim;
import domain.WindowKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** A value that was made for a window and deliberately not signed. */
public record DryRunRecord(
    Instant at, WindowKey key, String value, String source, String artifactHash) {

  private static final String EVENT = "rehearsed";

  public static int insert(Handle handle, Instant at, Claim claim) {
    DryRunRecord run =
        new DryRunRecord(
            at.truncatedTo(ChronoUnit.MILLIS),
            claim.key(),
            claim.value(),
            claim.provenance().origin().source(),
            claim.provenance().artifactHash());
    long seq = AuditLog.appendJournalEvent(handle, at, EVENT, run.auditText());
    return EntryRowWriter.bindKey(
            handle.createUpdate(
                "insert into dry_run (seq, at, chain_id, topic, nonce, worker, value, source,"
                    + " artifact_hash) values (:seq, :at, :chain, :topic, :nonce, :worker, :value,"
                    + " :source, :artifact)"),
            run.key)
        .bind("seq", seq)
        .bind("at", at.toEpochMilli())
        .bind("value", run.value)
        .bind("source", run.source)
        .bind("artifact", run.artifactHash)
        .execute();
  }

  private String auditText() {
    return CanonicalJson.toJson(
        List.of(
            at.toString(),
            key.chainId(),
            key.topic(),
            key.nonce(),
            key.worker(),
            value,
            source,
            artifactHash));
  }

  /** Adds a sentence for each rehearsal that is not the one in the chronicle. */
  public static void verifyAgainstLog(Handle handle, List<String> faults) {
    handle
        .createQuery(
            "select d.*, c.body from chronicle c full join dry_run d on d.seq = c.seq"
                + " where d.seq is not null or c.event = '"
                + EVENT
                + "'")
        .map(
            (r, c) ->
                r.getString("value") != null && readRow(r).auditText().equals(r.getString("body")))
        .filter(same -> !same)
        .forEach(edited -> faults.add("a rehearsal was edited or removed"));
  }

  public static List<DryRunRecord> findLatest(Handle handle, int limit) {
    return handle
        .createQuery("select * from dry_run order by seq desc limit " + limit)
        .map((r, c) -> readRow(r))
        .list();
  }

  private static DryRunRecord readRow(ResultSet r) throws SQLException {
    return new DryRunRecord(
        Instant.ofEpochMilli(r.getLong("at")),
        EntryRowReader.readKey(r),
        r.getString("value"),
        r.getString("source"),
        r.getString("artifact_hash"));
  }
}
