package journal.entry;

import domain.Attempt;
import domain.Claim;
import domain.Failure;
import domain.FailureReason;
import domain.Score;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import journal.entry.AttemptRecord.AttemptStatus;

/**
 * The transitions that our own acts cause. What the chain says is in {@link SettlementTransitions}.
 */
final class EntryTransitions {
  private EntryTransitions() {}

  static Entry claim(Entry e, Claim claim) {
    if (claim.value().equals(e.value())) {
      return e;
    }
    if (e.value() != null) {
      throw transitionRefused(e, "its value is fixed, a second one is never written");
    }
    if (e.state() != EntryState.OPEN) {
      throw transitionRefused(e, "it cannot be claimed any more");
    }
    return e.withValue(claim.value(), claim.provenance()).withState(EntryState.CLAIMED, null, null);
  }

  static Entry sign(Entry e, Attempt attempt) {
    int number = attempt.number();
    if (number <= e.attempts().size() && e.attempts().get(number - 1).attempt().equals(attempt)) {
      return e;
    }
    if (e.liveAttempt().isPresent()) {
      throw transitionRefused(
          e, "attempt " + e.liveAttempt().get().number() + " may still be included");
    }
    if (e.state() != EntryState.CLAIMED) {
      throw transitionRefused(e, "only a claimed window can be signed for");
    }
    if (number != e.nextAttemptNumber()) {
      throw transitionRefused(
          e, "the next attempt is " + e.nextAttemptNumber() + ", not " + number);
    }
    List<AttemptRecord> tried = new ArrayList<>(e.attempts());
    tried.add(AttemptRecord.newLive(attempt));
    return e.withAttempts(tried).withState(EntryState.SIGNED, null, null);
  }

  static Entry markAttemptDead(Entry e, int number, FailureReason because, String sentence) {
    if (number < 1 || number > e.attempts().size()) {
      throw transitionRefused(e, "it has no attempt " + number);
    }
    AttemptStatus status = e.attempts().get(number - 1).status();
    if (status == AttemptStatus.INCLUDED) {
      throw transitionRefused(e, "attempt " + number + " has been included");
    }
    return status == AttemptStatus.LIVE
        ? endLiveAttempt(e, AttemptStatus.DEAD, sentence)
            .withBroadcast(null, null)
            .withState(EntryState.CLAIMED, because, sentence)
        : e;
  }

  static Entry markBroadcast(Entry e, Instant at, String to) {
    if (e.attempts().isEmpty()) {
      throw transitionRefused(e, "nothing is signed, so nothing can have been sent");
    }
    if (e.state() == EntryState.CLAIMED || e.sentAt() != null) {
      return e;
    }
    Entry marked = e.withBroadcast(at, to);
    return e.state() == EntryState.SIGNED ? marked.withState(EntryState.SENT, null, null) : marked;
  }

  static Entry markMissed(Entry e, FailureReason because, String sentence) {
    if (e.state() == EntryState.MISSED) {
      return e;
    }
    if (e.state() != EntryState.OPEN) {
      throw transitionRefused(e, "only an open window without a claim can be missed");
    }
    return e.withState(EntryState.MISSED, because, sentence);
  }

  static Entry markExpired(Entry e, FailureReason because, String sentence) {
    if (e.state() == EntryState.EXPIRED) {
      return e;
    }
    if (!e.state().isUnsettled()) {
      throw transitionRefused(e, "only an unsettled claim can expire");
    }
    boolean rejected = e.attempts().stream().anyMatch(t -> t.status() == AttemptStatus.REJECTED);
    return endLiveAttempt(e, AttemptStatus.DEAD, sentence)
        .withState(rejected ? EntryState.INCLUDED_REJECTED : EntryState.EXPIRED, because, sentence);
  }

  static Entry adoptStoredInference(Entry e, String stored, long height) {
    if (e.state() == EntryState.ACCEPTED && stored.equals(e.value())) {
      return e;
    }
    if (e.value() != null && !stored.equals(e.value())) {
      return endAsDuplicate(e, stored);
    }
    if (e.state() == EntryState.INCLUDED_REJECTED) {
      throw transitionRefused(e, "its own transaction was rejected");
    }
    Entry valued = e.value() == null ? e.withValue(stored, e.provenance()) : e;
    return endLiveAttempt(valued, AttemptStatus.INCLUDED, null)
        .withSettledHeight(height)
        .withState(EntryState.ACCEPTED, null, null);
  }

  /** The window went to a value of another process with this wallet: ours can never be stored. */
  private static Entry endAsDuplicate(Entry e, String stored) {
    String why = "the chain stores " + stored + ", sent by another process with this wallet";
    if (e.state() == EntryState.ACCEPTED) {
      throw transitionRefused(e, "yet " + why);
    }
    EntryState next = e.state().isUnsettled() ? EntryState.EXPIRED : e.state();
    return endLiveAttempt(e, AttemptStatus.DEAD, why)
        .withState(next, FailureReason.DUPLICATE_WORKER, why);
  }

  static Entry recordScore(Entry e, Score latest) {
    if (!e.state().isClosed() || e.value() == null) {
      throw transitionRefused(e, "only a settled value can be scored");
    }
    return latest.equals(e.score()) ? e : e.withScore(latest);
  }

  static Entry endLiveAttempt(Entry e, AttemptStatus end, String cause) {
    UnaryOperator<AttemptRecord> close = t -> t.endedAs(end, cause);
    return e.withAttempts(e.attempts().stream().map(close).toList());
  }

  static Failure.Skip transitionRefused(Entry e, String because) {
    return new Failure.Skip(
        FailureReason.JOURNAL,
        "window " + e.key().label() + " is " + e.state().label() + ": " + because);
  }
}
