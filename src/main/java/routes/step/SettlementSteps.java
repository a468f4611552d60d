package routes.step;

import chain.AlloraClient;
import chain.model.SubmittedValue;
import domain.Claim;
import domain.Failure;
import domain.FailureReason;
import domain.Submission;
import domain.Submission.SubmissionOutcome;
import domain.Window;
import domain.WindowKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import journal.Journal;
import journal.entry.Entry;
import journal.entry.EntryState;
import ops.WorkerMetrics;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import routes.allora.WorkerClients;
import routes.topic.ExchangeProperties;

/** Compares journal entries with receipts and closes what the chain has decided. */
public final class SettlementSteps {
  private static final long UNSETTLED = -1;

  private final Journal journal;
  private final WorkerClients workers;
  private final Set<Long> topics;
  private final WorkerMetrics meters;
  private final FailureRecorder failures;
  private final InstantSource clock;
  private volatile boolean swept;
  private volatile WindowKey lastBegun;

  /**
   * Whether some row was not claimed when all were looked at last, as they are after every step.
   */
  private volatile boolean unclaimed;

  /** Steps of the journal after which no row was open, {@link #UNSETTLED} while one is. */
  private volatile long settledSteps = UNSETTLED;

  public SettlementSteps(
      Journal journal,
      WorkerClients workers,
      Set<Long> topics,
      WorkerMetrics meters,
      FailureRecorder failures,
      InstantSource clock) {
    this.clock = clock;
    this.failures = failures;
    this.journal = journal;
    this.workers = workers;
    this.topics = topics;
    this.meters = meters;
  }

  public void verifyJournal() {
    journal.verifyUnchanged();
  }

  /** Whether a row is open, or may be; asks nobody. */
  public boolean isUnsettled() {
    return journal.isShared() || journal.stepCount() != settledSteps;
  }

  /** Whether a window may have ended without a claim; asks nobody. */
  public boolean mayHaveUnclaimed() {
    return journal.leases().holdsAny() && (!swept || unclaimed);
  }

  /** Without those that a daemon with another wallet submits to from the same journal right now. */
  public List<Entry> openEntries() {
    long steps = journal.stepCount();
    if (!isUnsettled()) {
      return List.of();
    }
    unclaimed = !overdueEntries(Long.MAX_VALUE).isEmpty();
    List<Entry> open =
        journal.reader().findUnsettled().stream()
            .filter(it -> journal.leases().isResponsibleFor(it.key().worker()))
            .filter(it -> workers.hasAddress(it.key().worker()) || isPastWindow(it.window()))
            .toList();
    meters.setGauge("journal.open", open.size());
    settledSteps = open.isEmpty() && !unclaimed ? steps : UNSETTLED;
    Instant now = clock.instant();
    return afterLastBegun(open.stream().filter(it -> !isJustSent(it, now)).toList());
  }

  /** A round that had no time for all of them is followed by one that begins with the others. */
  private List<Entry> afterLastBegun(List<Entry> open) {
    List<Entry> turned = new ArrayList<>(open);
    int last = open.stream().map(Entry::key).toList().indexOf(lastBegun);
    Collections.rotate(turned, -(last + 1));
    return turned;
  }

  /** Before a block can hold it, nothing is found, and the same bytes would go out again. */
  private boolean isJustSent(Entry entry, Instant now) {
    if (entry.sentAt() == null || now.isBefore(entry.sentAt())) {
      return false;
    }
    Duration block = workers.forTopic(entry.key().topic()).estimatedBlockTime();
    return now.isBefore(entry.sentAt().plus(block));
  }

  private boolean isPastWindow(Window window) {
    return workers.defaultClient().latestHeight() > window.lastHeight();
  }

  public Window windowOf(@Body Entry entry) {
    lastBegun = entry.key();
    return entry.window();
  }

  /**
   * Whether the claim still waits for the chain. An attempt that was given up as dead may have been
   * included all the same; then the row is closed here, and nothing more is signed for it.
   */
  public boolean continueUnlessStored(@Body Entry entry) {
    boolean givenUp = isUnsigned(entry) && !entry.attempts().isEmpty();
    AlloraClient allora = workers.forTopic(entry.key().topic());
    Optional<String> stored = givenUp ? allora.storedValue(claimOf(entry)) : Optional.empty();
    stored.ifPresent(
        value ->
            journal.adoptStoredInference(
                entry.window(),
                SubmittedValue.isSame(value, entry.value()) ? entry.value() : value,
                allora.latestHeight()));
    return stored.isEmpty();
  }

  public boolean isUnsigned(@Body Entry entry) {
    return entry.state() == EntryState.CLAIMED;
  }

  public Claim claimOf(@Body Entry entry) {
    return entry.claim().orElseThrow();
  }

  public Submission submissionOf(@Body Entry entry) {
    return new Submission(claimOf(entry), entry.liveAttempt().orElseThrow());
  }

  /** Takes over the receipt; true if the same bytes must go out once more. */
  public boolean settleAndDecideResend(
      @ExchangeProperty(ExchangeProperties.ENTRY) Entry before, @Body SubmissionOutcome receipt) {
    Entry after = journal.applyOutcome(before.key(), before.attempts().size(), receipt);
    if (receipt instanceof SubmissionOutcome.Rejected rejected
        && rejected.failure() instanceof Failure.Stop stop) {
      throw stop;
    }
    return receipt instanceof SubmissionOutcome.NotFound
        && !after.state().isClosed()
        && !isUnsigned(after);
  }

  /** Closes the rows of windows that ended without a claim, with the last reason there was. */
  public void closeUnclaimedWindows() {
    if (!mayHaveUnclaimed()) {
      return;
    }
    long reckoned = workers.defaultClient().estimatedHeight();
    if (reckoned > 0 && overdueEntries(reckoned).isEmpty() && swept) {
      return;
    }
    overdueEntries(workers.defaultClient().latestHeight()).forEach(it -> markMissed(it, !swept));
    swept = true;
  }

  private List<Entry> overdueEntries(long height) {
    String chainId = workers.defaultClient().network().chainId();
    return journal.reader().findOverdue(chainId, height).stream()
        .filter(it -> isOurs(it.key()))
        .toList();
  }

  private boolean isOurs(WindowKey key) {
    return topics.contains(key.topic())
        && workers.forTopic(key.topic()).workerAddress().equals(key.worker())
        && journal.leases().isHeld(key.worker());
  }

  /** Windows that closed before the first poll closed while this daemon was down. */
  private Entry markMissed(Entry entry, boolean first) {
    Optional<Failure> unwritten = failures.unwrittenFailure(entry.key());
    if (unwritten.isPresent()) {
      return journal.markMissed(
          entry.key(), unwritten.get().reason(), unwritten.get().getMessage());
    }
    FailureReason reason = first ? FailureReason.NOT_RUNNING : FailureReason.STARTED_LATE;
    String why =
        first
            ? "the window closed while dromedary was not running, or had not yet reached the chain"
            : "the window closed before a submission was possible";
    return entry.reason() == null
        ? journal.markMissed(entry.key(), reason, why)
        : journal.markMissed(entry.key(), entry.reason(), entry.reasonDetail());
  }
}
