package journal;

import domain.Claim;
import domain.WindowKey;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** A value that was made for a window and deliberately not signed. */
public record DryRun(Instant at, WindowKey key, String value, String source, String artifactHash) {

  static int insert(Handle handle, Instant at, Claim claim) {
    Chronicle.lock(handle);
    return Writes.bind(
            handle.createUpdate(
                "insert into dry_run (seq, at, chain_id, topic, nonce, worker, value, source,"
                    + " artifact_hash) select coalesce(max(seq), 0) + 1, cast(:at as bigint),"
                    + " :chain, cast(:topic as bigint), cast(:nonce as bigint), :worker, :value,"
                    + " :source, :artifact from dry_run"),
            claim.key())
        .bind("at", at.toEpochMilli())
        .bind("value", claim.value())
        .bind("source", claim.provenance().origin().source())
        .bind("artifact", claim.provenance().artifactHash())
        .execute();
  }

  static List<DryRun> latest(Handle handle, int limit) {
    return handle
        .createQuery("select * from dry_run order by seq desc limit " + limit)
        .map(
            (r, c) ->
                new DryRun(
                    Instant.ofEpochMilli(r.getLong("at")),
                    Rows.key(r),
                    r.getString("value"),
                    r.getString("source"),
                    r.getString("artifact_hash")))
        .list();
  }
}
