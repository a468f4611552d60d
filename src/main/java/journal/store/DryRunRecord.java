package journal.store;

import domain.Claim;
import domain.WindowKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** A value that was made for a window and deliberately not signed. */
public record DryRunRecord(
    Instant at, WindowKey key, String value, String source, String artifactHash) {

  public static int insert(Handle handle, Instant at, Claim claim) {
    return EntryRowReader.bindKey(
            handle.createUpdate(
                "insert into dry_run (chain_id, topic, nonce, worker, role, at, value, source,"
                    + " artifact_hash) values (:chain, :topic, :nonce, :worker, :role, :at, :value,"
                    + " :source, :artifact) on conflict do nothing"),
            claim.key())
        .bind("at", at.toEpochMilli())
        .bind("value", claim.value())
        .bind("source", claim.provenance().origin().source())
        .bind("artifact", claim.provenance().artifactHash())
        .execute();
  }

  /**
   * @param chainId null for all networks
   */
  public static List<DryRunRecord> findLatest(Handle handle, String chainId, int limit) {
    String here = chainId == null ? "" : " where chain_id = :chain";
    return handle
        .createQuery(
            "select * from dry_run" + here + " order by at desc, nonce desc limit " + limit)
        .bindMap(chainId == null ? Map.of() : Map.of("chain", chainId))
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
