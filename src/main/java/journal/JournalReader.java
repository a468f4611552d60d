package journal;

import domain.ValueBundle;
import domain.WindowKey;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.function.Supplier;
import journal.database.JournalDatabase;
import journal.database.JournalLocation;
import journal.entry.Entry;
import journal.entry.EntryFilter;
import journal.entry.EntryState;
import journal.entry.IntegrityReport;
import journal.entry.OutcomeCount;
import journal.entry.ReplicaOverview;
import journal.entry.RewardOwner;
import journal.entry.SubmissionVerifier;
import journal.store.DailyTotals;
import journal.store.DryRunRecord;
import journal.store.EntryRowReader;
import journal.store.JournalEvents;
import journal.store.LeaseRows;
import journal.store.NetworkInferenceRows;
import journal.store.NetworkLossRows;
import journal.store.RewardRows;
import journal.store.RowIntegrityCheck;

/**
 * Asks the journal and changes nothing; works while a daemon writes. It sees the rows of one
 * network only, unless it was opened for all of them.
 */
public final class JournalReader implements AutoCloseable {
  /** For who cares for the file as a whole. */
  public static final Supplier<String> ALL_NETWORKS = () -> null;

  private static final int LATELY = 500;
  private static final String NEWEST_FIRST = "e.opened_at desc, e.nonce desc, e.topic";
  private static final String OLDEST_FIRST = "e.opened_at, e.nonce, e.topic";
  private final JournalDatabase store;
  private final Supplier<String> chainId;

  /**
   * @param chainId empty while no node has told it: then there are no rows; null for all networks
   */
  JournalReader(JournalDatabase store, Supplier<String> chainId) {
    this.store = store;
    this.chainId = chainId;
  }

  /** Opens all networks' rows, also while a daemon writes. */
  public static JournalReader open(JournalLocation location) {
    return open(location, null);
  }

  /**
   * @param chainId of the network whose rows are shown; null for all networks
   */
  public static JournalReader open(JournalLocation location, String chainId) {
    return new JournalReader(JournalDatabase.openForReading(location), () -> chainId);
  }

  /** The row of a window, if it has one. */
  public Optional<Entry> find(WindowKey key) {
    return store.read(h -> EntryRowReader.find(h, key));
  }

  /** Claims whose outcome is unknown, oldest first: what settling must look at. */
  public List<Entry> findUnsettled() {
    return selectOldestFirst("where state in ('claimed', 'signed', 'sent')", Map.of());
  }

  /** Open rows whose window ended before the height, oldest first: to be marked missed. */
  public List<Entry> findOverdue(String chainId, long height) {
    return store.read(
        h ->
            EntryRowReader.select(
                h,
                "where state = 'open' and chain_id = :chain and last_height < :height",
                OLDEST_FIRST,
                q -> q.bind("chain", chainId).bind("height", height)));
  }

  /**
   * Accepted predictions of a topic that were made here and have no score, whose window opened
   * between the moments, oldest first.
   */
  public List<Entry> findUnscored(long topic, Instant openedAfter, Instant openedBefore) {
    return selectOldestFirst(
        "where state = 'accepted' and role = 'worker' and scored_at is null and topic = :topic"
            + " and opened_at > :after and opened_at < :before"
            + " and exists (select 1 from claim c where c.chain_id = entry.chain_id and c.topic ="
            + " entry.topic and c.nonce = entry.nonce and c.worker = entry.worker"
            + " and c.role = entry.role and c.source is not null and c.value not like '|%')",
        Map.of(
            "topic",
            topic,
            "after",
            openedAfter.toEpochMilli(),
            "before",
            openedBefore.toEpochMilli()));
  }

  /** Accepted submissions of a topic whose truth is known, oldest first. */
  public List<Entry> findScored(long topic) {
    return selectOldestFirst(
        "where state = 'accepted' and role = 'worker' and scored_at is not null and topic = :topic",
        Map.of("topic", topic));
  }

  /** The network's own inferences of a topic by nonce, from a nonce on. */
  public Map<Long, Double> networkInferences(String chainId, long topic, long from) {
    return store.read(h -> NetworkInferenceRows.find(h, chainId, topic, from));
  }

  /** By what method the network measures a topic; empty while it has not told. */
  public Optional<String> lossMethod(long topic) {
    return lossMethod(chainId.get(), topic);
  }

  Optional<String> lossMethod(String chain, long topic) {
    return store.read(h -> NetworkLossRows.findMethod(h, chain, topic));
  }

  /** The newest losses of a topic that the network told, by nonce. */
  public SortedMap<Long, ValueBundle> networkLosses(String chainId, long topic, int limit) {
    return store.read(h -> NetworkLossRows.findNewest(h, chainId, topic, limit));
  }

  /** Height of the newest block whose reward was taken up; 0 for none. */
  public long newestRewardHeight(RewardOwner owner) {
    return store.read(h -> RewardRows.newestHeight(h, owner));
  }

  /** Closed without being accepted, and no alert has told of it yet; newest first. */
  List<Entry> findUnalerted() {
    return select(
        "where alerted_at is null"
            + " and state in ('included_rejected', 'accepted_missing', 'expired', 'missed')",
        " order by opened_at desc limit " + LATELY,
        NEWEST_FIRST,
        Map.of());
  }

  /** Entries that are not closed and whose last step failed, newest first. */
  public List<Entry> findFailing(int limit) {
    return select(
        "where " + EntryRowReader.UNCLOSED + " and reason is not null",
        " order by opened_at desc limit " + limit,
        NEWEST_FIRST,
        Map.of());
  }

  /** Entries newest first. */
  public List<Entry> findLatest(EntryFilter filter, int limit) {
    String tail = " order by opened_at desc, nonce desc limit " + limit;
    return select(filter.toSqlWhere(), tail, NEWEST_FIRST, filter.sqlArguments());
  }

  /** Counts of the windows that opened at or after the moment. */
  public List<OutcomeCount> countOutcomes(Instant since) {
    return store.read(h -> DailyTotals.countOutcomes(h, chainId.get(), since));
  }

  /** Newest nonce whose inference the chain has stored. */
  public OptionalLong newestAcceptedNonce(String chainId, long topic, String worker) {
    WindowKey end = new WindowKey(chainId, topic, Long.MAX_VALUE, worker);
    return newestNonce(" and state = 'accepted'", end);
  }

  /** Newest nonce on record that is older than the given window's. */
  public OptionalLong newestNonceBefore(WindowKey key) {
    return newestNonce("", key);
  }

  /**
   * Fees in uallo that blocks took from a worker for each of its inferences accepted lately, failed
   * transactions included; empty before the first that went out from here.
   */
  public Optional<BigInteger> averageFeePerAccepted(String chain, String worker) {
    List<Entry> lately =
        findLatest(EntryFilter.ALL, LATELY).stream()
            .filter(it -> it.key().chainId().equals(chain) && it.key().worker().equals(worker))
            .filter(it -> !it.attempts().isEmpty())
            .toList();
    long accepted = lately.stream().filter(it -> it.state() == EntryState.ACCEPTED).count();
    return accepted == 0
        ? Optional.empty()
        : Optional.of(
            lately.stream()
                .flatMap(it -> it.feeSpent().stream())
                .reduce(BigInteger.ZERO, BigInteger::add)
                .divide(BigInteger.valueOf(accepted)));
  }

  /** Rehearsals, newest first. */
  public List<DryRunRecord> findDryRuns(int limit) {
    return store.read(h -> DryRunRecord.findLatest(h, chainId.get(), limit));
  }

  /** Whether the operator has taken note of this foreign transaction. */
  public boolean isAcknowledged(String hash) {
    return store.read(h -> JournalEvents.isRecorded(h, JournalEvents.ACKNOWLEDGED, hash));
  }

  /** Whether it was exported to be used elsewhere and is not written any more. */
  public boolean isRetired() {
    return store.read(JournalEvents::isRetired);
  }

  /** Who shares the journal, and who works for which wallet. */
  public ReplicaOverview findReplicas() {
    return store.isShared()
        ? store.read(h -> LeaseRows.readOverview(h, chainId.get()))
        : ReplicaOverview.NONE;
  }

  /** Proves every row from its own signed bytes. */
  public IntegrityReport verify(SubmissionVerifier verifier) {
    return store.snapshot(h -> RowIntegrityCheck.verifyAll(h, verifier));
  }

  JournalDatabase database() {
    return store;
  }

  private OptionalLong newestNonce(String condition, WindowKey before) {
    String sql =
        "select max(nonce) from entry where chain_id = :chain and topic = :topic"
            + " and worker = :worker and role = :role and nonce < :nonce"
            + condition;
    return store.read(
        h ->
            EntryRowReader.bindKey(h.createQuery(sql), before).mapTo(Long.class).stream()
                .filter(Objects::nonNull)
                .mapToLong(Long::longValue)
                .findFirst());
  }

  private List<Entry> selectOldestFirst(String where, Map<String, ?> values) {
    return select(where, "", OLDEST_FIRST, values);
  }

  /**
   * @param values what is bound by name: a text with a number in it would be parsed every time
   */
  private List<Entry> select(String where, String tail, String order, Map<String, ?> values) {
    String chain = chainId.get();
    String here = chain == null ? "" : where.isEmpty() ? "where " : " and ";
    String network = chain == null ? "" : here + "chain_id = :network";
    return store.read(
        h ->
            EntryRowReader.select(
                h,
                where + network + tail,
                order,
                q ->
                    q.bindMap(values)
                        .bindMap(chain == null ? Map.of() : Map.of("network", chain))));
  }

  @Override
  public void close() {
    store.close();
  }
}
