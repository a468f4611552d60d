package journal;

import domain.WindowKey;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/** Asks the journal and changes nothing; works while a daemon writes. */
public final class History implements AutoCloseable {
  private static final int LATELY = 500;
  private static final String OLDEST_FIRST = "e.opened_at, e.nonce, e.topic";
  private final Store store;

  History(Store store) {
    this.store = store;
  }

  /** The row of a window, if it has one. */
  public Optional<Entry> find(WindowKey key) {
    return store.read(h -> Rows.one(h, key));
  }

  /** Claims whose outcome is unknown, oldest first: what settling must look at. */
  public List<Entry> unsettled() {
    return select("where state in ('claimed', 'signed', 'sent')");
  }

  /** Open rows whose window ended before the height, oldest first: to be marked missed. */
  public List<Entry> overdue(String chainId, long topic, String worker, long height) {
    return store.read(
        h ->
            Rows.select(
                h,
                "where state = 'open' and chain_id = :chain and topic = :topic"
                    + " and worker = :worker and last_height < :height",
                OLDEST_FIRST,
                q ->
                    q.bind("chain", chainId)
                        .bind("topic", topic)
                        .bind("worker", worker)
                        .bind("height", height)));
  }

  /** Accepted entries without a score whose window opened before the moment, oldest first. */
  public List<Entry> unscored(Instant openedBefore) {
    return select(
        "where state = 'accepted' and scored_at is null and opened_at < "
            + openedBefore.toEpochMilli());
  }

  /** Entries newest first. */
  public List<Entry> latest(Filter filter, int limit) {
    String order = "e.opened_at desc, e.nonce desc, e.topic";
    String tail = filter.where() + " order by opened_at desc, nonce desc limit " + limit;
    return store.read(h -> Rows.select(h, tail, order, q -> {}));
  }

  /** Counts of the windows that opened at or after the moment. */
  public List<Tally> tally(Instant since) {
    return store.read(h -> Days.tally(h, since));
  }

  /** Newest nonce whose inference the chain has stored. */
  public OptionalLong newestAccepted(String chainId, long topic, String worker) {
    return newest("state = 'accepted'", new WindowKey(chainId, topic, 0, worker));
  }

  /** Newest nonce on record that is older than the given window's. */
  public OptionalLong newestBefore(WindowKey key) {
    return newest("nonce < " + key.nonce(), key);
  }

  /**
   * Fees in uallo that blocks took from a worker for each of its inferences accepted lately, failed
   * transactions included; empty before the first.
   */
  public Optional<BigInteger> spendPerAccepted(String chainId, String worker) {
    List<Entry> lately =
        latest(Filter.ALL, LATELY).stream()
            .filter(it -> it.key().chainId().equals(chainId) && it.key().worker().equals(worker))
            .toList();
    long accepted = lately.stream().filter(it -> it.state() == State.ACCEPTED).count();
    return accepted == 0
        ? Optional.empty()
        : Optional.of(
            lately.stream()
                .flatMap(it -> it.trials().stream())
                .map(Trial::spent)
                .reduce(BigInteger.ZERO, BigInteger::add)
                .divide(BigInteger.valueOf(accepted)));
  }

  /** Rehearsals, newest first. */
  public List<DryRun> dryRuns(int limit) {
    return store.read(h -> DryRun.latest(h, limit));
  }

  /** Whether the operator has taken note of this foreign transaction. */
  public boolean recognised(String hash) {
    return store.read(
        h ->
            h.createQuery(
                    "select exists (select 1 from chronicle where chain_id = '' and event = :event"
                        + " and body = :hash)")
                .bind("event", Chronicle.RECOGNISED)
                .bind("hash", hash)
                .mapTo(Boolean.class)
                .one());
  }

  /** Recomputes every hash and compares every row with what the chronicle says of it. */
  public Verdict verify() {
    return store.snapshot(Verdict::of);
  }

  Store store() {
    return store;
  }

  private OptionalLong newest(String condition, WindowKey key) {
    String sql =
        "select max(nonce) from entry where chain_id = :chain and topic = :topic"
            + " and worker = :worker and "
            + condition;
    return store.read(
        h ->
            Writes.bindWorker(h.createQuery(sql), key).mapTo(Long.class).stream()
                .filter(Objects::nonNull)
                .mapToLong(Long::longValue)
                .findFirst());
  }

  private List<Entry> select(String tail) {
    return store.read(h -> Rows.select(h, tail, OLDEST_FIRST, q -> {}));
  }

  @Override
  public void close() {
    store.close();
  }
}
