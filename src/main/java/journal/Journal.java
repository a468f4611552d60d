package journal;

import domain.Attempt;
import domain.Claim;
import domain.FailureReason;
import domain.NetworkInference;
import domain.Score;
import domain.Submission.SubmissionOutcome;
import domain.ValueBundle;
import domain.Window;
import domain.WindowKey;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import journal.database.InstanceLock;
import journal.database.JournalDatabase;
import journal.database.JournalLocation;
import journal.entry.Entry;
import journal.entry.ReplicaInfo;
import journal.entry.RewardOwner;
import journal.entry.SubmissionVerifier;
import journal.store.DryRunRecord;
import journal.store.JournalEvents;
import journal.store.NetworkInferenceRows;
import journal.store.NetworkLossRows;
import journal.store.RewardRows;

/**
 * What was promised to whom. Every method that changes something returns when the change is on the
 * disk. It refuses with {@link domain.Failure.Skip} what would submit twice, and stops with exit
 * code 2 where the disk does not let it keep one.
 */
public final class Journal implements AutoCloseable {
  private final JournalDatabase store;
  private final InstanceLock lock;
  private final InstantSource clock;
  private final JournalReader history;
  private final EntryWriter entryWriter;
  private final AlertQueue alerts;
  private final WalletLeases leases;

  private Journal(
      JournalDatabase store,
      InstanceLock lock,
      InstantSource clock,
      JournalReader history,
      EntryWriter entryWriter,
      Supplier<String> chainId,
      WalletLeases leases,
      StepFence fence) {
    this.store = store;
    this.lock = lock;
    this.clock = clock;
    this.history = history;
    this.entryWriter = entryWriter;
    this.leases = leases;
    this.alerts = new AlertQueue(store, history, clock, chainId, leases, fence);
  }

  /** Opens all networks' rows for writing, alone on this host where it is a file, and migrates. */
  public static Journal open(JournalLocation location, InstantSource clock) {
    return open(location, clock, SubmissionVerifier.NONE, JournalReader.ALL_NETWORKS, false);
  }

  /**
   * The same for one network, and first proves the unfinished rows from their signed bytes.
   *
   * @param chainId whose rows are listed and counted; empty while no node has told it
   * @param dryRun whether steps change no row
   */
  public static Journal open(
      JournalLocation location,
      InstantSource clock,
      SubmissionVerifier verifier,
      Supplier<String> chainId,
      boolean dryRun) {
    InstanceLock lock = InstanceLock.acquire(location);
    try {
      JournalDatabase store = JournalDatabase.openForWriting(location, verifier);
      JournalReader history = new JournalReader(store, chainId);
      EntryWriter writer =
          dryRun
              ? new DryRunWriter(store, history)
              : new EntryWriter(store, history, StepFence.NONE);
      return new Journal(
          store, lock, clock, history, writer, chainId, WalletLeases.ALONE, StepFence.NONE);
    } catch (RuntimeException e) {
      InstanceLock.release(lock);
      throw e;
    }
  }

  /**
   * Opens the journal on a server as one of the replicas that share it: each step is taken only
   * while this replica holds the wallet.
   *
   * @param chainId where no node has told the chain yet, it may ask one
   * @param workers addresses of the wallets that this replica has the keys of
   */
  public static Journal openAsReplica(
      JournalLocation.PostgresServer server,
      InstantSource clock,
      SubmissionVerifier verifier,
      Supplier<String> chainId,
      ReplicaInfo replica,
      Collection<String> workers) {
    JournalDatabase store = JournalDatabase.openAsReplica(server, verifier);
    LeaseKeeper leases =
        new LeaseKeeper(
            store.leaseConnection(), new LeaseKeeper.Replica(replica, chainId, workers));
    return openWith(store, clock, chainId, leases.start(), leases);
  }

  /** The same with leases of the caller's. */
  static Journal openWith(
      JournalDatabase store,
      InstantSource clock,
      Supplier<String> chainId,
      WalletLeases leases,
      StepFence fence) {
    JournalReader history = new JournalReader(store, chainId);
    EntryWriter writer = new EntryWriter(store, history, fence);
    return new Journal(store, null, clock, history, writer, chainId, leases, fence);
  }

  /** Whether a daemon on this host writes there now. */
  public static boolean isInUse(JournalLocation location) {
    return InstanceLock.held(location);
  }

  /** The questions. They need not be closed apart from the journal. */
  public JournalReader reader() {
    return history;
  }

  /** The messages to the operator. */
  public AlertQueue alerts() {
    return alerts;
  }

  /** For which wallets this process works. */
  public WalletLeases leases() {
    return leases;
  }

  /** From now on tells of every row as soon as it is closed for good. */
  public void onEntryClosed(Consumer<Entry> listener) {
    entryWriter.onEntryClosed(listener);
  }

  public Optional<Entry> find(WindowKey key) {
    return entryWriter.find(key);
  }

  /**
   * Grows with each step that this process takes; what it read before holds while it does not,
   * where nobody else writes.
   */
  public long stepCount() {
    return store.writeCount();
  }

  /** Whether other processes may write to it. */
  public boolean isShared() {
    return store.isShared();
  }

  /** Stops if the file was removed, replaced or overwritten with an older copy. */
  public void verifyUnchanged() {
    entryWriter.verifyUnchanged();
  }

  /**
   * For a command that does not wait for a server.
   *
   * @throws domain.Failure.Stop with exit code 69 while it does not answer
   */
  public void requireReachable() {
    store.requireReachable();
  }

  /** Makes sure that the window has a row. */
  public Entry ensureEntry(Window window) {
    return entryWriter.createAndApply(window, e -> e);
  }

  /** Keeps the latest reason of an unfinished window; says nothing about a closed one. */
  public void recordReason(WindowKey key, FailureReason reason, String sentence) {
    entryWriter.recordReason(key, reason, sentence);
  }

  /** Fixes the one value. The same value again changes nothing, another one is refused. */
  public Entry recordClaim(Claim claim) {
    return entryWriter.createAndApply(claim.window(), e -> e.toClaimed(claim));
  }

  /** Keeps the signed bytes; refused while an earlier attempt may still be included. */
  public Entry recordSignedAttempt(WindowKey key, Attempt attempt) {
    return entryWriter.applyTransition(key, e -> e.toSigned(attempt));
  }

  /** Marks an attempt that was proven dead, which makes room for the next one. */
  public Entry markAttemptDead(WindowKey key, int attempt, FailureReason reason, String sentence) {
    return entryWriter.applyTransition(key, e -> e.withAttemptDead(attempt, reason, sentence));
  }

  /** Keeps moment and node of the first broadcast, unless there is a newer attempt by now. */
  public Entry markBroadcast(WindowKey key, int attempt, Instant at, String endpoint) {
    return entryWriter.applyTransition(
        key, e -> e.isNewestAttempt(attempt) ? e.toSent(at, endpoint) : e);
  }

  /**
   * Takes over the chain's word, unless there is a newer attempt by now: who was frozen between
   * question and answer knows an earlier one. An attempt found dead in time leads back to claimed.
   *
   * @param attempt the newest when the chain was asked, 0 for none
   */
  public Entry applyOutcome(WindowKey key, int attempt, SubmissionOutcome receipt) {
    return entryWriter.applyTransition(
        key, e -> e.isNewestAttempt(attempt) ? e.toSettled(receipt) : e);
  }

  /** Closes a window that was never claimed. */
  public Entry markMissed(WindowKey key, FailureReason reason, String sentence) {
    return entryWriter.applyTransition(key, e -> e.toMissed(reason, sentence));
  }

  /** Closes a claimed window by our own knowledge; settling normally does it. */
  public Entry markExpired(WindowKey key, FailureReason reason, String sentence) {
    return entryWriter.applyTransition(key, e -> e.toExpired(reason, sentence));
  }

  /** Takes over an inference that the chain stores for our wallet, see {@link Entry#toAdopted}. */
  public Entry adoptStoredInference(Window window, String value, long height) {
    return entryWriter.createAndApply(window, e -> e.toAdopted(value, height));
  }

  /** Keeps that the operator knows of a transaction which this journal did not sign. */
  public void acknowledgeTransaction(String hash) {
    if (!history.isAcknowledged(hash)) {
      store.write(h -> JournalEvents.record(h, clock.instant(), JournalEvents.ACKNOWLEDGED, hash));
    }
  }

  /** Keeps by what method the network measures a topic. */
  public void recordLossMethod(String chainId, long topic, String method) {
    if (!history.lossMethod(chainId, topic).equals(Optional.of(method))) {
      store.write(h -> NetworkLossRows.recordMethod(h, chainId, topic, method));
    }
  }

  /** Keeps what the network itself inferred for an epoch; the first answer stays. */
  public void recordNetworkInference(String chainId, long topic, NetworkInference inference) {
    store.write(h -> NetworkInferenceRows.insert(h, chainId, topic, inference));
  }

  /** Keeps what reputers made of a closed nonce; the first answer stays. */
  public void recordNetworkLosses(String chainId, long topic, long nonce, ValueBundle losses) {
    store.write(h -> NetworkLossRows.insert(h, chainId, topic, nonce, losses));
  }

  /**
   * Takes up rewards, all or none: who is told so may stake them, and nobody is told so again.
   *
   * @return false if one of them was taken up before
   */
  public boolean takeUpRewards(RewardOwner owner, Map<Long, BigInteger> byHeight) {
    return store.write(
        h -> {
          long first = byHeight.keySet().stream().min(Long::compare).orElse(0L);
          if (RewardRows.newestHeight(h, owner) >= first) {
            return false;
          }
          h.savepoint("rewards");
          boolean all = RewardRows.insert(h, clock.instant(), owner, byHeight) == byHeight.size();
          if (!all) {
            h.rollbackToSavepoint("rewards"); // another replica takes up some of them
          }
          return all;
        });
  }

  /** Adds the score of a submission. */
  public Entry recordScore(Score score) {
    return entryWriter.applyTransition(score.key(), e -> e.toScored(score));
  }

  /**
   * Gives every epoch between the newest row of this topic and the present window its row, as
   * missed. Nothing is filled where the topic has no row yet.
   *
   * @param epochLength in blocks
   * @param blockTime measured, to date the windows that nobody saw
   * @return how many were filled
   */
  public int backfillMissedWindows(
      Window present, long epochLength, Duration blockTime, FailureReason reason, String sentence) {
    return entryWriter.insertMissed(
        entryWriter.windowsBefore(present, epochLength, blockTime), reason, sentence);
  }

  /** Keeps a rehearsal, outside the key: it never blocks the real submission. */
  public void recordDryRun(Claim claim) {
    store.write(h -> DryRunRecord.insert(h, clock.instant(), claim));
  }

  JournalDatabase database() {
    return store;
  }

  InstantSource clock() {
    return clock;
  }

  @Override
  public void close() {
    leases.close();
    store.close();
    InstanceLock.release(lock);
  }
}
