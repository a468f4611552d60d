package journal.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import journal.entry.ReplicaInfo;
import journal.entry.ReplicaOverview;
import journal.entry.WalletLease;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.Update;

/**
 * The replicas of one chain and their leases on a PostgreSQL server, all by its clock. A step holds
 * a shared lock on its lease until it commits, which lets a renewal pass but not a new holder.
 */
public final class LeaseRows {
  /** How long a lease lasts without being renewed. */
  public static final Duration TTL = Duration.ofSeconds(10);

  private static final String NOW = "cast(extract(epoch from clock_timestamp()) * 1000 as bigint)";
  private static final Duration REMEMBERED = Duration.ofDays(1);

  private final Handle handle;
  private final String chainId;
  private final String me;

  /**
   * @param me id of this replica
   */
  public LeaseRows(Handle handle, String chainId, String me) {
    this.handle = handle;
    this.chainId = chainId;
    this.me = me;
    handle.getConfig(SqlStatements.class).setUnusedBindingAllowed(true);
  }

  /** Makes room for the wallets' leases, and forgets replicas that have been gone for long. */
  public void prepare(Collection<String> workers) {
    insertAbsent(workers);
    update("delete from replica where until < NOW - " + REMEMBERED.toMillis()).execute();
  }

  private void insertAbsent(Collection<String> workers) {
    PreparedBatch rooms =
        handle.prepareBatch(
            "insert into wallet_lease (chain_id, worker, holder, fence, since, until)"
                + " values (:chain, :worker, '', 0, 0, 0) on conflict do nothing");
    workers.forEach(it -> rooms.bind("chain", chainId).bind("worker", it).add());
    handle.inTransaction(h -> rooms.execute());
  }

  /** Says that this replica lives, and keeps what it holds and has not lost. */
  public void renew(ReplicaInfo replica, int schemaVersion) {
    update(
            "insert into replica (id, chain_id, name, version, schema_version, since, until)"
                + " values (:me, :chain, :name, :version, :schema, NOW, NOW + :ttl)"
                + " on conflict (id) do update set until = excluded.until,"
                + " chain_id = excluded.chain_id")
        .bind("name", replica.name())
        .bind("version", replica.version())
        .bind("schema", schemaVersion)
        .execute();
    update("update wallet_lease set until = NOW + :ttl where holder = :me and until > NOW")
        .execute();
  }

  /** Takes what is free of these. */
  public void take(Collection<String> workers) {
    changeHolder(":me", "until <= NOW", workers);
  }

  /** Gives what this replica holds of these to who asked for it. */
  public void handOver(Collection<String> workers) {
    changeHolder("l.wanted_by", "holder = :me and wanted_by is not null", workers);
  }

  /** A step under way keeps a lease where it is; the next round tries again. */
  private void changeHolder(String to, String condition, Collection<String> workers) {
    if (!workers.isEmpty()) {
      update(
              "update wallet_lease l set holder = "
                  + to
                  + ", fence = l.fence + 1, since = NOW, until = NOW + :ttl, wanted_by = null,"
                  + " wanted_at = null from (select worker from wallet_lease where chain_id ="
                  + " :chain and worker in (<workers>) and "
                  + condition
                  + " for update skip locked) f where l.chain_id = :chain and l.worker = f.worker")
          .bindList("workers", List.copyOf(workers))
          .execute();
    }
  }

  /** Asks the holders of these for them, unless another living replica did before. */
  public void askFor(Collection<String> workers) {
    if (!workers.isEmpty()) {
      update(
              "update wallet_lease set wanted_by = :me, wanted_at = NOW where chain_id = :chain"
                  + " and worker in (<workers>) and (wanted_by is null or wanted_by not in"
                  + " (select id from replica where until > NOW))")
          .bindList("workers", List.copyOf(workers))
          .execute();
    }
  }

  /** Leaves everything to the others, at once. */
  public void leave() {
    update("update wallet_lease set until = 0 where holder = :me").execute();
    update("update replica set until = NOW where id = :me").execute();
  }

  /** All leases of the chain. */
  public List<WalletLease> findLeases() {
    return query(
            "select worker, holder, fence, since, until > NOW as alive, wanted_by,"
                + " NOW - wanted_at as waited from wallet_lease where chain_id = :chain"
                + " order by worker")
        .map((r, c) -> readLease(r))
        .list();
  }

  private static WalletLease readLease(ResultSet r) throws SQLException {
    String wantedBy = r.getString("wanted_by");
    return new WalletLease(
        r.getString("worker"),
        r.getString("holder"),
        r.getLong("fence"),
        Instant.ofEpochMilli(r.getLong("since")),
        r.getBoolean("alive"),
        wantedBy,
        wantedBy == null ? null : Duration.ofMillis(r.getLong("waited")));
  }

  /** Those seen since a day ago, longest first. */
  public List<ReplicaInfo> findReplicas() {
    return query(
            "select id, name, version, since, until - :ttl as seen, until > NOW as alive"
                + " from replica where chain_id = :chain order by since, id")
        .map(
            (r, c) ->
                new ReplicaInfo(
                    r.getString("id"),
                    r.getString("name"),
                    r.getString("version"),
                    Instant.ofEpochMilli(r.getLong("since")),
                    Instant.ofEpochMilli(r.getLong("seen")),
                    r.getBoolean("alive")))
        .list();
  }

  /** Of every chain, or of one. */
  public static ReplicaOverview readOverview(Handle handle, String chainId) {
    long began = System.nanoTime();
    List<String> chains =
        chainId == null
            ? handle
                .createQuery("select distinct chain_id from wallet_lease order by 1")
                .mapTo(String.class)
                .list()
            : List.of(chainId);
    List<LeaseRows> all = chains.stream().map(it -> new LeaseRows(handle, it, "")).toList();
    List<ReplicaInfo> replicas = all.stream().flatMap(it -> it.findReplicas().stream()).toList();
    List<WalletLease> leases = all.stream().flatMap(it -> it.findLeases().stream()).toList();
    return new ReplicaOverview(replicas, leases, Duration.ofNanos(System.nanoTime() - began));
  }

  /** Replicas that live and whose program knows tables before this schema only. */
  public static List<String> findOlderReplicas(Handle handle, int schema) {
    return handle
        .createQuery(
            "select id || ' (version ' || version || ')' from replica where until > "
                + NOW
                + " and schema_version < ? order by 1")
        .bind(0, schema)
        .mapTo(String.class)
        .list();
  }

  /** Sessions of programs from before there were leases, which name themselves after the driver. */
  public static List<String> findUnregisteredSessions(Handle handle) {
    return handle
        .createQuery(
            "select distinct 'a session from ' || coalesce(host(client_addr), 'this host')"
                + " from pg_stat_activity where datname = current_database()"
                + " and application_name = 'PostgreSQL JDBC Driver' and pid <> pg_backend_pid()")
        .mapTo(String.class)
        .list();
  }

  /** Wallets with a window that is not closed. */
  public Set<String> findWithOpenRows(Collection<String> workers, List<String> states) {
    return workers.isEmpty()
        ? Set.of()
        : new TreeSet<>(
            query(
                    "select distinct worker from entry where chain_id = :chain"
                        + " and worker in (<workers>) and state in (<states>)")
                .bindList("workers", List.copyOf(workers))
                .bindList("states", states)
                .mapTo(String.class)
                .list());
  }

  /** First statement of a step: whether the lease is ours; it then stays so until the commit. */
  public static boolean holdUntilCommit(
      Handle handle, String chainId, String worker, String holder, long fence) {
    return new LeaseRows(handle, chainId, holder)
        .query(
            "select 1 from wallet_lease where chain_id = :chain and worker = :worker"
                + " and holder = :me and fence = :fence and until > NOW for key share")
        .bind("worker", worker)
        .bind("fence", fence)
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }

  /**
   * The same for a wallet that this replica has no key of: whether nobody works for it. It stays
   * without holder until the commit, also where it had no row before.
   */
  public static boolean holdFreeUntilCommit(Handle handle, String chainId, String worker) {
    LeaseRows rows = new LeaseRows(handle, chainId, "");
    rows.insertAbsent(List.of(worker));
    return rows.query(
            "select 1 from wallet_lease where chain_id = :chain and worker = :worker"
                + " and until <= NOW for key share")
        .bind("worker", worker)
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }

  private Update update(String sql) {
    return bind(handle.createUpdate(sql.replace("NOW", NOW)));
  }

  private Query query(String sql) {
    return bind(handle.createQuery(sql.replace("NOW", NOW)));
  }

  private <S extends SqlStatement<S>> S bind(S statement) {
    return statement.bind("chain", chainId).bind("me", me).bind("ttl", TTL.toMillis());
  }
}
