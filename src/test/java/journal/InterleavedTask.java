package journal;

import domain.Attempt;
import domain.FailureReason;
import domain.Submission.SubmissionOutcome;
import java.math.BigInteger;
import java.util.Optional;
import journal.InterleavedState.Chain;
import journal.entry.Entry;
import journal.entry.EntryState;

/**
 * What the submission lane and settlement do to one window's row, a durable step at a time. Any
 * time may pass between two tasks, so each holds what its replica knew when it decided on it.
 */
sealed interface InterleavedTask {
  long NONCE = 10;

  /** Reads the row and asks the chain, and decides on what is to be done. */
  record Look() implements InterleavedTask {}

  record WriteClaim(String value) implements InterleavedTask {}

  record WriteMissed() implements InterleavedTask {}

  record WriteSigned(Attempt attempt) implements InterleavedTask {}

  record Broadcast(Attempt attempt) implements InterleavedTask {}

  record WriteSent(Attempt attempt) implements InterleavedTask {}

  record WriteDead(Attempt attempt) implements InterleavedTask {}

  record WriteOutcome(int attempt, SubmissionOutcome said) implements InterleavedTask {}

  /** The lease keeper's own thread renews, or takes what is free. */
  record KeepLease() implements InterleavedTask {}

  InterleavedTask LOOK = new Look();

  /** The same of the other replica. */
  default InterleavedTask swapped() {
    if (this instanceof WriteClaim it) {
      return new WriteClaim(InterleavedRows.swap(it.value()));
    } else if (this instanceof WriteSigned it) {
      return new WriteSigned(swap(it.attempt()));
    } else if (this instanceof Broadcast it) {
      return new Broadcast(swap(it.attempt()));
    } else if (this instanceof WriteSent it) {
      return new WriteSent(swap(it.attempt()));
    } else if (this instanceof WriteDead it) {
      return new WriteDead(swap(it.attempt()));
    }
    return this;
  }

  private static Attempt swap(Attempt it) {
    return attempt(it.number(), InterleavedRows.swap(it.hash()), it.timeoutHeight());
  }

  /**
   * The next task of the lane.
   *
   * @param early whether a transaction is sent before it is written
   */
  default InterleavedTask run(Journal journal, Chain chain, boolean early, String id) {
    if (this instanceof Look) {
      return decide(journal.find(JournalSamples.key(NONCE)), chain, early, id);
    }
    if (this instanceof WriteClaim it) {
      journal.recordClaim(JournalSamples.claim(NONCE, it.value()));
    } else if (this instanceof WriteMissed) {
      journal.ensureEntry(JournalSamples.window(NONCE));
      journal.markMissed(JournalSamples.key(NONCE), FailureReason.NO_DATA, "too late");
    } else if (this instanceof WriteSigned it) {
      journal.recordSignedAttempt(JournalSamples.key(NONCE), it.attempt());
      return early ? new WriteSent(it.attempt()) : new Broadcast(it.attempt());
    } else if (this instanceof WriteSent it) {
      journal.markBroadcast(
          JournalSamples.key(NONCE), it.attempt().number(), JournalSamples.START, id);
    } else if (this instanceof WriteDead it) {
      journal.markAttemptDead(
          JournalSamples.key(NONCE), it.attempt().number(), FailureReason.FEE_CAP, "refused");
    } else if (this instanceof WriteOutcome it) {
      journal.applyOutcome(JournalSamples.key(NONCE), it.attempt(), it.said());
    }
    return LOOK;
  }

  private static InterleavedTask decide(
      Optional<Entry> found, Chain chain, boolean early, String id) {
    EntryState row = found.map(Entry::state).orElse(EntryState.OPEN);
    if (row.isClosed()) {
      return LOOK;
    }
    if (row == EntryState.OPEN) {
      return chain.over()
          ? new WriteMissed()
          : new WriteClaim(
              InterleavedRows.VALUES.get(
                  InterleavedRows.NAMES.get(0).equals(id.substring(0, id.length() - 1)) ? 0 : 1));
    }
    if (row == EntryState.CLAIMED && !chain.over()) {
      Attempt next = sign(found.get(), id);
      return early ? new Broadcast(next) : new WriteSigned(next);
    }
    return settle(found.get(), chain);
  }

  private static InterleavedTask settle(Entry row, Chain chain) {
    int number = row.attempts().size();
    String hash = row.liveAttempt().map(Attempt::hash).orElse("");
    if (chain.included().contains(hash)) {
      return new WriteOutcome(number, new SubmissionOutcome.Accepted(12));
    }
    if (chain.dead().contains(hash) && chain.received().contains(hash)) {
      return new WriteOutcome(number, JournalSamples.rejected(12, JournalSamples.retryable()));
    }
    if (chain.over()) {
      long after = row.window().lastHeight() + 1;
      return new WriteOutcome(number, new SubmissionOutcome.NotFound(after, true));
    }
    if (chain.dead().contains(hash)) {
      return new WriteOutcome(number, new SubmissionOutcome.NotFound(12, true));
    }
    return new Broadcast(row.liveAttempt().orElseThrow());
  }

  private static Attempt sign(Entry row, String id) {
    int number = row.nextAttemptNumber();
    return attempt(number, id + " " + number + " " + row.value(), row.window().lastHeight());
  }

  private static Attempt attempt(int number, String text, long timeout) {
    return new Attempt(number, text, text, 40 + number, 200_000, BigInteger.TEN, timeout, 7);
  }
}
