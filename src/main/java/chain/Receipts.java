package chain;

import com.fasterxml.jackson.databind.JsonNode;
import domain.Attempt;
import domain.Claim;
import domain.Failure;
import domain.Reason;
import domain.Receipt;
import domain.Submission;
import domain.WindowKey;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Learns what became of a submission. Only the stored inference, or the event of its storing, is
 * success; that nothing is found proves nothing until the transaction can no longer be included.
 */
final class Receipts {
  private static final int OPERATOR = 2;

  /** Blocks a node may take to show what a block did. */
  private static final long GRACE = 3;

  private final Nodes nodes;
  private final TxLookup lookup;
  private final Inferences inferences;
  private final Accounts accounts;
  private final Sequences sequences;

  /** Height at which a transaction was first missed though its sequence was spent, by hash. */
  private final Map<String, Long> overtaken = new ConcurrentHashMap<>();

  Receipts(
      Nodes nodes, TxLookup lookup, Inferences inferences, Accounts accounts, Sequences sequences) {
    this.nodes = nodes;
    this.lookup = lookup;
    this.inferences = inferences;
    this.accounts = accounts;
    this.sequences = sequences;
  }

  Receipt of(Submission submission) {
    long height = nodes.watch().head().height();
    Receipt receipt =
        lookup
            .find(submission.attempt().hash())
            .map(found -> included(submission.claim(), found, height))
            .orElseGet(() -> absent(submission, height));
    if (!(receipt instanceof Receipt.Unseen unseen) || unseen.dead()) {
      sequences.release(submission.attempt());
      overtaken.remove(submission.attempt().hash());
    }
    return receipt;
  }

  private Receipt included(Claim claim, TxLookup.Found tx, long height) {
    if (tx.code() != 0) {
      return rejected(claim, tx);
    }
    if (inserted(claim.key(), tx.events()) || stored(claim)) {
      return new Receipt.Accepted(tx.height());
    }
    return height > tx.height() + GRACE
        ? new Receipt.Missing(tx.height())
        : new Receipt.Unseen(height, false);
  }

  private Receipt rejected(Claim claim, TxLookup.Found tx) {
    Verdict verdict = Verdicts.of(tx.codespace(), tx.code(), tx.log());
    String about = Signing.about(claim.window());
    Failure failure = verdict.failure(about, tx.log());
    if (verdict instanceof Verdict.Done) {
      Optional<String> stored = inferences.stored(claim.key());
      if (stored.isPresent() && Inferences.same(stored.get(), claim.value())) {
        return new Receipt.Accepted(tx.height());
      }
      if (stored.isPresent()) {
        failure = doppelganger(about, stored.get());
      }
    }
    return new Receipt.Rejected(tx.height(), tx.codespace(), tx.code(), tx.log(), failure);
  }

  private static Failure doppelganger(String about, String stored) {
    return new Failure.Stop(
        Reason.DOPPELGANGER,
        OPERATOR,
        about
            + ": the chain holds "
            + stored
            + " from this worker, which is not our value. Another"
            + " program uses this key: stop one of the two");
  }

  private boolean stored(Claim claim) {
    return inferences
        .stored(claim.key())
        .filter(value -> Inferences.same(value, claim.value()))
        .isPresent();
  }

  /** The event is emitted only when the inference is stored; v5 has none. */
  private static boolean inserted(WindowKey key, JsonNode events) {
    for (JsonNode event : events) {
      if (event.path("type").asText().endsWith(".EventInsertInfererPayload")
          && event.toString().contains(key.worker())) {
        return true;
      }
    }
    return false;
  }

  private Receipt absent(Submission submission, long height) {
    if (stored(submission.claim())) {
      return new Receipt.Accepted(height);
    }
    Attempt attempt = submission.attempt();
    boolean dead = height > attempt.timeoutHeight() + GRACE;
    boolean ours = accounts.address().equals(submission.claim().key().worker());
    return new Receipt.Unseen(height, dead || ours && overtaken(attempt, height));
  }

  /** Its sequence was spent, and for some blocks now not by itself. */
  private boolean overtaken(Attempt attempt, long height) {
    if (accounts.sequence() <= attempt.sequence()) {
      overtaken.remove(attempt.hash());
      return false;
    }
    Long since = overtaken.putIfAbsent(attempt.hash(), height);
    return since != null && height > since + GRACE;
  }
}
