package chain.broadcast;

import chain.http.NodeUnavailableException;
import chain.model.SubmittedValue;
import chain.node.BlockTimes;
import chain.node.NodePool;
import chain.query.AccountReader;
import chain.query.InferenceReader;
import chain.tx.AcceptedGas;
import chain.tx.FeeEstimator;
import chain.tx.SequenceNumbers;
import chain.tx.SubmissionSigner;
import chain.tx.TxErrorTable;
import chain.tx.TxRefusal;
import com.fasterxml.jackson.databind.JsonNode;
import domain.Attempt;
import domain.Claim;
import domain.Failure;
import domain.FailureReason;
import domain.Role;
import domain.Submission;
import domain.Submission.SubmissionOutcome;
import domain.Window;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Learns what became of a submission. Only the stored inference, or the event of its storing, is
 * success; that nothing is found proves nothing until the transaction can no longer be included.
 */
public final class SubmissionOutcomeReader {
  private static final int OPERATOR = 2;

  /** Blocks a node may take to show what a block did. */
  private static final long GRACE = 3;

  private static final long ASKED_AGAIN = 60;

  /** Blocks for which a node that gives no second opinion is waited for before a row is closed. */
  private static final long PATIENCE = 20;

  private final NodePool nodes;
  private final TxLookup lookup;
  private final InferenceReader inferences;
  private final AccountReader accounts;
  private final SequenceNumbers sequences;
  private final FeeEstimator fees;
  private final AcceptedGas acceptedGas;
  private final BlockTimes times;

  /** Height at which a transaction was first missed though its sequence was spent, by hash. */
  private final Map<String, Long> overtaken = new ConcurrentHashMap<>();

  /** Transactions that a block holds, whose window's close shows the rest, by hash. */
  private final Map<String, KnownInclusion> undecided = new ConcurrentHashMap<>();

  /** A node may be wrong about a block, so it is asked again some blocks later. */
  private record KnownInclusion(SubmissionOutcome outcome, long askedAgainAt) {}

  public SubmissionOutcomeReader(
      NodePool nodes,
      TxLookup lookup,
      InferenceReader inferences,
      AccountReader accounts,
      SequenceNumbers sequences,
      FeeEstimator fees,
      AcceptedGas acceptedGas,
      BlockTimes times) {
    this.nodes = nodes;
    this.lookup = lookup;
    this.inferences = inferences;
    this.accounts = accounts;
    this.sequences = sequences;
    this.fees = fees;
    this.acceptedGas = acceptedGas;
    this.times = times;
  }

  public SubmissionOutcome readReceipt(Submission submission) {
    KnownInclusion known = undecided.get(submission.attempt().hash());
    if (known != null && times.estimatedHeight() < known.askedAgainAt()) {
      return known.outcome();
    }
    undecided.remove(submission.attempt().hash());
    boolean stored = isOpen(submission.claim().window()) && isNewestStored(submission.claim());
    long height = nodes.monitor().height();
    SubmissionOutcome receipt =
        stored
            ? new SubmissionOutcome.Accepted(height)
            : lookup
                .findByHash(submission.attempt().hash())
                .map(found -> receiptOfIncluded(submission, found, height))
                .orElseGet(() -> receiptOfAbsent(submission, height));
    recordOutcome(submission, receipt);
    return receipt;
  }

  private void recordOutcome(Submission submission, SubmissionOutcome outcome) {
    if (outcome instanceof SubmissionOutcome.NotFound unseen && !unseen.canNeverBeIncluded()) {
      return;
    }
    overtaken.remove(submission.attempt().hash());
    if (outcome instanceof SubmissionOutcome.Rejected it) {
      sequences.markIncluded(submission.attempt(), it.codespace(), it.code());
    } else if (outcome instanceof SubmissionOutcome.NotFound) {
      sequences.release(submission.attempt());
    } else {
      sequences.markIncluded(submission.attempt());
    }
    if (outcome instanceof SubmissionOutcome.Accepted) {
      acceptedGas.recordAccepted(submission.claim());
    } else if (!(outcome instanceof SubmissionOutcome.Undecided)) {
      acceptedGas.recordFailed();
    }
  }

  /** As it is reckoned, where a height was heard of: the answer to the next question tells more. */
  private boolean isOpen(Window window) {
    long reckoned = times.estimatedHeight();
    return (reckoned > 0 ? reckoned : nodes.monitor().height()) < window.lastHeight();
  }

  private SubmissionOutcome receiptOfIncluded(
      Submission submission, TxLookup.IncludedTx tx, long height) {
    Claim claim = submission.claim();
    if (tx.code() != 0) {
      return receiptOfRejected(submission, tx, height);
    }
    if (hasInsertEvent(claim, tx.events())) {
      return new SubmissionOutcome.Accepted(tx.height());
    }
    if (isShownAtCloseOnly(claim) && height <= claim.window().lastHeight()) {
      SubmissionOutcome outcome = new SubmissionOutcome.Undecided(tx.height());
      long again = Math.min(height + ASKED_AGAIN, claim.window().lastHeight());
      undecided.put(submission.attempt().hash(), new KnownInclusion(outcome, again));
      return outcome;
    }
    if (isStored(claim)) {
      return new SubmissionOutcome.Accepted(tx.height());
    }
    return height > tx.height() + GRACE
        ? confirmedOr(new SubmissionOutcome.NotStored(tx.height()), claim, tx.height(), height)
        : new SubmissionOutcome.NotFound(height, false);
  }

  /**
   * What closes a row because nothing is stored needs the word of all nodes.
   *
   * @param since height from which they show what was stored
   */
  private SubmissionOutcome confirmedOr(
      SubmissionOutcome negative, Claim claim, long since, long height) {
    return switch (inferences.confirm(claim, since, height <= since + PATIENCE)) {
      case STORED -> new SubmissionOutcome.Accepted(since);
      case ABSENT -> negative;
      case UNKNOWN -> new SubmissionOutcome.NotFound(height, false);
    };
  }

  private SubmissionOutcome receiptOfRejected(
      Submission submission, TxLookup.IncludedTx tx, long height) {
    Claim claim = submission.claim();
    TxRefusal meaning = TxErrorTable.lookUp(tx.codespace(), tx.code(), tx.log());
    String about = SubmissionSigner.describeWindow(claim.window());
    Failure failure = meaning.toFailure(about, tx.log());
    if (meaning.reason() == FailureReason.OUT_OF_GAS) {
      fees.recordOutOfGas(claim.key(), submission.attempt().gasLimit());
    }
    if (meaning instanceof TxRefusal.Done) {
      Optional<String> stored = inferences.readStoredValue(claim);
      if (stored.isPresent() && SubmittedValue.isSame(stored.get(), claim.value())) {
        return new SubmissionOutcome.Accepted(tx.height());
      }
      if (stored.isPresent() && !inferences.isHeldByAll(claim.key(), stored.get())) {
        return new SubmissionOutcome.NotFound(height, false);
      }
      if (stored.isPresent()) {
        failure = duplicateWorkerFailure(about, stored.get());
      }
    }
    SubmissionOutcome rejected =
        new SubmissionOutcome.Rejected(tx.height(), tx.codespace(), tx.code(), tx.log(), failure);
    return failure instanceof Failure.Skip && meaning instanceof TxRefusal.Done
        ? confirmedOr(rejected, claim, tx.height(), height)
        : rejected;
  }

  private static Failure duplicateWorkerFailure(String about, String stored) {
    return new Failure.Stop(
        FailureReason.DUPLICATE_WORKER,
        OPERATOR,
        about
            + ": the chain holds "
            + stored
            + " from this worker, which is not our value. Another"
            + " program uses this key: stop one of the two");
  }

  /** One small question, which settles most; where it fails the others are asked all the same. */
  private boolean isNewestStored(Claim claim) {
    if (isShownAtCloseOnly(claim)) {
      return false;
    }
    try {
      return inferences
          .readLatest(claim.key().topic(), claim.key().worker())
          .filter(it -> it.nonce() == claim.key().nonce())
          .filter(it -> SubmittedValue.isSame(it.value(), claim.value()))
          .isPresent();
    } catch (NodeUnavailableException | Failure.Retry e) {
      return false;
    }
  }

  private boolean isStored(Claim claim) {
    return inferences
        .readStoredValue(claim)
        .filter(value -> SubmittedValue.isSame(value, claim.value()))
        .isPresent();
  }

  /** Losses, reported and forecast: nothing shows them while the window is open. */
  private static boolean isShownAtCloseOnly(Claim claim) {
    return claim.key().role() == Role.REPUTER || claim.isForecastOnly();
  }

  /** The event is emitted only when the payload is stored; v5 has none. */
  private static boolean hasInsertEvent(Claim claim, JsonNode events) {
    String kind = claim.isForecastOnly() ? "Forecaster" : "Inferer";
    String name =
        ".EventInsert" + (claim.key().role() == Role.REPUTER ? "Reputer" : kind) + "Payload";
    String worker = claim.key().worker();
    for (JsonNode event : events) {
      if (event.path("type").asText().endsWith(name) && event.toString().contains(worker)) {
        return true;
      }
    }
    return false;
  }

  private SubmissionOutcome receiptOfAbsent(Submission submission, long height) {
    if (isStored(submission.claim())) {
      return new SubmissionOutcome.Accepted(height);
    }
    Attempt attempt = submission.attempt();
    boolean timedOut = height > attempt.timeoutHeight() + GRACE;
    boolean own = accounts.address().equals(submission.claim().key().worker());
    if (!timedOut && !(own && trackSpentSequence(attempt, height))) {
      return new SubmissionOutcome.NotFound(height, false);
    }
    long since = timedOut ? attempt.timeoutHeight() + 1 : overtaken.get(attempt.hash());
    SubmissionOutcome failed = new SubmissionOutcome.NotFound(height, true);
    return confirmedOr(failed, submission.claim(), since, height);
  }

  /** Its sequence was spent, and for some blocks now not by itself. */
  private boolean trackSpentSequence(Attempt attempt, long height) {
    if (accounts.readSequence() <= attempt.sequence()
        || accounts.readLowestSequence() <= attempt.sequence()) {
      overtaken.remove(attempt.hash());
      return false;
    }
    Long since = overtaken.putIfAbsent(attempt.hash(), height);
    return since != null && height > since + GRACE;
  }
}
