package routes.step;

import chain.AlloraClient;
import chain.model.PastSubmission;
import chain.model.StoredInference;
import chain.model.SubmittedValue;
import domain.Claim;
import domain.Failure;
import domain.FailureReason;
import domain.Role;
import domain.TopicSpec;
import domain.Window;
import domain.WindowKey;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import journal.Journal;
import journal.entry.Entry;
import journal.entry.EntryState;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import routes.allora.WorkerClients;
import routes.topic.ExchangeProperties;

/**
 * Holds what the chain stores for this wallet against the journal. Between two processes with one
 * wallet the chain is the referee: what it holds and we do not know stops us.
 */
public class DuplicateWorkerGuard {
  private static final int OPERATOR = 2;

  private final Journal journal;
  private final WorkerClients workers;
  private final MissedEpochRecorder missedEpochs;
  private final Set<Long> arrived = ConcurrentHashMap.newKeySet();
  private final Set<Long> everArrived = ConcurrentHashMap.newKeySet();

  public DuplicateWorkerGuard(Journal journal, WorkerClients workers, FailureRecorder failures) {
    this.journal = journal;
    this.workers = workers;
    this.missedEpochs = new MissedEpochRecorder(journal, workers, failures);
  }

  /** A dry run sends nothing, so nothing that the chain holds stands in its way. */
  public static DuplicateWorkerGuard forDryRun(
      Journal journal, WorkerClients workers, FailureRecorder failures) {
    return new DuplicateWorkerGuard(journal, workers, failures) {
      @Override
      public void checkAtStart(@ExchangeProperty(ExchangeProperties.TOPIC) TopicSpec topic) {}
    };
  }

  /**
   * Once for each topic after a start, as soon as a node answers: nothing foreign is stored, and
   * the epochs that passed meanwhile have their rows.
   *
   * @throws Failure.Stop if the chain holds an inference that this journal does not know
   */
  public void checkAtStart(@ExchangeProperty(ExchangeProperties.TOPIC) TopicSpec topic) {
    if (!arrived.contains(topic.id())) {
      AlloraClient allora = workers.forTopic(topic.id());
      requireOurs(allora, allora.newestClosedInference(topic.id()));
      requireLatestIsOurs(topic.id());
      requireTransactionsAreOurs(topic.id());
      if (everArrived.add(topic.id())) {
        missedEpochs.recordAbsence(topic.id());
      }
      arrived.add(topic.id());
    }
  }

  /** Lets the next look at this topic check again: another replica has worked for it since. */
  public void checkAgain(long topic) {
    arrived.remove(topic);
  }

  /**
   * Before anything is signed.
   *
   * @throws Failure.Stop as {@link #checkAtStart}
   */
  public void requireNoDuplicate(@Body Claim claim) {
    if (claim.key().role() == Role.WORKER) {
      requireLatestIsOurs(claim.key().topic());
    }
  }

  /** Takes the chain's record of the topic over; the row, if there was anything to take. */
  public Optional<Entry> adoptFromChain(long topic) {
    AlloraClient allora = workers.forTopic(topic);
    allora.recentTransactions(topic).stream()
        .filter(this::isForeign)
        .forEach(it -> journal.acknowledgeTransaction(it.hash()));
    Optional<Entry> closed = adopt(allora, allora.newestClosedInference(topic));
    return adopt(allora, allora.latestInference(topic)).or(() -> closed);
  }

  private Optional<Entry> adopt(AlloraClient allora, Optional<StoredInference> stored) {
    return stored
        .filter(this::isForeign)
        .map(it -> journal.adoptStoredInference(it.window(), it.value(), allora.latestHeight()));
  }

  private void requireLatestIsOurs(long topic) {
    AlloraClient allora = workers.forTopic(topic);
    requireOurs(allora, allora.latestInference(topic));
  }

  /** One node that is wrong stops nobody. */
  private void requireOurs(AlloraClient allora, Optional<StoredInference> held) {
    held.filter(this::isForeign)
        .filter(allora::isHeldByAll)
        .ifPresent(
            it -> {
              throw duplicateWorkerFailure(it.window(), it.value());
            });
  }

  /** Also those that left nothing behind: another process may have lost a race against us. */
  private void requireTransactionsAreOurs(long topic) {
    workers.forTopic(topic).recentTransactions(topic).stream()
        .filter(this::isForeign)
        .findFirst()
        .ifPresent(
            it -> {
              throw duplicateWorkerFailure(it.window(), "transaction " + it.hash());
            });
  }

  private boolean isForeign(StoredInference stored) {
    return !isOlderThanAccepted(stored.window())
        && journal.find(stored.window().key()).filter(it -> isOurs(it, stored)).isEmpty();
  }

  private boolean isForeign(PastSubmission seen) {
    return !isOlderThanAccepted(seen.window())
        && !journal.reader().isAcknowledged(seen.hash())
        && journal.find(seen.window().key()).filter(it -> isOurs(it, seen)).isEmpty();
  }

  /** What is older than an accepted row of ours was settled before, perhaps by adopting. */
  private boolean isOlderThanAccepted(Window window) {
    WindowKey key = window.key();
    OptionalLong newest =
        journal.reader().newestAcceptedNonce(key.chainId(), key.topic(), key.worker());
    return newest.isPresent() && window.nonce() < newest.getAsLong();
  }

  /** An accepted row without an attempt was taken over from the chain. */
  private static boolean isOurs(Entry entry, PastSubmission seen) {
    boolean adopted = entry.state() == EntryState.ACCEPTED && entry.attempts().isEmpty();
    return adopted
        || entry.attempts().stream()
            .anyMatch(it -> it.attempt().hash().equalsIgnoreCase(seen.hash()));
  }

  private static boolean isOurs(Entry entry, StoredInference stored) {
    boolean signed = entry.state() == EntryState.ACCEPTED || !entry.attempts().isEmpty();
    boolean same = entry.value() != null && SubmittedValue.isSame(stored.value(), entry.value());
    return (signed && same)
        || (entry.state().isClosed() && entry.reason() == FailureReason.DUPLICATE_WORKER);
  }

  /**
   * Gives the epochs that passed unseen while we ran, if any, their rows with the last trouble.
   *
   * @param open newest first; none of them has passed
   */
  public void recordPassedEpochs(@Body List<Window> open) {
    missedEpochs.recordPassed(open);
  }

  private static Failure.Stop duplicateWorkerFailure(Window window, String held) {
    return new Failure.Stop(
        FailureReason.DUPLICATE_WORKER,
        OPERATOR,
        "window "
            + window.key().label()
            + ": the chain holds "
            + held
            + " from this wallet, which this journal does not know. Either another process uses"
            + " the same wallet: stop one of the two; or the journal was lost or is new: take"
            + " the chain's record over with `dromedary journal adopt`");
  }
}
