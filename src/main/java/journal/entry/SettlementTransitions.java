package journal.entry;

import domain.Failure;
import domain.FailureReason;
import domain.Submission.SubmissionOutcome;
import journal.entry.AttemptRecord.AttemptStatus;

/**
 * The transitions that the chain's word causes. A late word about a closed entry is no error as
 * long as it agrees or says nothing.
 */
final class SettlementTransitions {
  private SettlementTransitions() {}

  static Entry apply(Entry e, SubmissionOutcome receipt) {
    if (e.state() == EntryState.OPEN || e.state() == EntryState.MISSED) {
      throw EntryTransitions.transitionRefused(e, "it holds no claim to settle");
    }
    if (receipt instanceof SubmissionOutcome.Accepted accepted) {
      return applyAccepted(e, accepted.height());
    }
    if (receipt instanceof SubmissionOutcome.Rejected rejected) {
      return applyRejected(e, rejected);
    }
    if (receipt instanceof SubmissionOutcome.NotStored missing) {
      return applyNotStored(e, missing.height());
    }
    return receipt instanceof SubmissionOutcome.Undecided
        ? e
        : applyNotFound(e, (SubmissionOutcome.NotFound) receipt);
  }

  private static Entry applyAccepted(Entry e, long height) {
    if (e.state().isClosed()) {
      return requireSameState(e, EntryState.ACCEPTED, "accepted");
    }
    return EntryTransitions.endLiveAttempt(e, AttemptStatus.INCLUDED, null)
        .withSettledHeight(height)
        .withState(EntryState.ACCEPTED, null, null);
  }

  private static Entry applyNotStored(Entry e, long height) {
    if (e.state().isClosed()) {
      return requireSameState(e, EntryState.ACCEPTED_MISSING, "included, yet not stored");
    }
    String why = "included at height " + height + " with code 0, but the inference is not stored";
    return EntryTransitions.endLiveAttempt(e, AttemptStatus.INCLUDED, null)
        .withSettledHeight(height)
        .withState(EntryState.ACCEPTED_MISSING, FailureReason.NOT_STORED, why);
  }

  private static Entry applyRejected(Entry e, SubmissionOutcome.Rejected r) {
    if (e.state().isClosed()) {
      return requireSameState(e, EntryState.INCLUDED_REJECTED, "rejected");
    }
    if (e.state() == EntryState.CLAIMED) {
      return e;
    }
    FailureReason reason = r.failure().reason();
    String why = r.failure().getMessage();
    Entry spent =
        EntryTransitions.endLiveAttempt(
            e, AttemptStatus.REJECTED, r.codespace() + " " + r.code() + ": " + r.log());
    boolean again = r.failure() instanceof Failure.Retry && r.height() < e.window().lastHeight();
    return again
        ? spent.withBroadcast(null, null).withState(EntryState.CLAIMED, reason, why)
        : spent.withSettledHeight(r.height()).withState(EntryState.INCLUDED_REJECTED, reason, why);
  }

  private static Entry applyNotFound(Entry e, SubmissionOutcome.NotFound u) {
    if (e.state().isClosed()) {
      return e;
    }
    boolean over = u.height() > e.window().lastHeight();
    if (e.state() == EntryState.CLAIMED) {
      return over ? expireUnsent(e) : e;
    }
    if (!u.canNeverBeIncluded()) {
      return e;
    }
    String why = "not found at height " + u.height() + " and cannot be included any more";
    return over
        ? EntryTransitions.markExpired(e, FailureReason.NOT_INCLUDED, why)
        : EntryTransitions.markAttemptDead(e, e.attempts().size(), FailureReason.NOT_INCLUDED, why);
  }

  private static Entry expireUnsent(Entry e) {
    return e.reason() == null
        ? EntryTransitions.markExpired(
            e, FailureReason.WINDOW_CLOSED, "the window closed before the claim was signed")
        : EntryTransitions.markExpired(e, e.reason(), e.reasonDetail());
  }

  private static Entry requireSameState(Entry e, EntryState expected, String said) {
    if (e.state() == expected) {
      return e;
    }
    throw EntryTransitions.transitionRefused(
        e, "the chain now says " + said + "; look at it with history");
  }
}
