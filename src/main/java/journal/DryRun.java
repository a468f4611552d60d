package journal;

import domain.Claim;
import domain.WindowKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** A value that was made for a window and deliberately not signed. */
public record DryRun(Instant at, WindowKey key, String value, String source, String artifactHash) {

  private static final String EVENT = "rehearsed";

  static int insert(Handle handle, Instant at, Claim claim) {
    DryRun run =
        new DryRun(
            at.truncatedTo(ChronoUnit.MILLIS),
            claim.key(),
            claim.value(),
            claim.provenance().origin().source(),
            claim.provenance().artifactHash());
    long seq = Chronicle.note(handle, at, EVENT, run.text());
    return Writes.bind(
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

  private String text() {
    return Canon.json(
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
  static void compare(Handle handle, List<String> faults) {
    handle
        .createQuery(
            "select d.*, c.body from chronicle c full join dry_run d on d.seq = c.seq"
                + " where d.seq is not null or c.event = '"
                + EVENT
                + "'")
        .map((r, c) -> r.getString("value") != null && of(r).text().equals(r.getString("body")))
        .filter(same -> !same)
        .forEach(edited -> faults.add("a rehearsal was edited or removed"));
  }

  static List<DryRun> latest(Handle handle, int limit) {
    return handle
        .createQuery("select * from dry_run order by seq desc limit " + limit)
        .map((r, c) -> of(r))
        .list();
  }

  private static DryRun of(ResultSet r) throws SQLException {
    return new DryRun(
        Instant.ofEpochMilli(r.getLong("at")),
        Rows.key(r),
        r.getString("value"),
        r.getString("source"),
        r.getString("artifact_hash"));
  }
}
