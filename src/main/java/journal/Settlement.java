package journal;

import domain.Failure;
import domain.Reason;
import domain.Receipt;

/**
 * The transitions that the chain's word causes. A late word about a closed entry is no error as
 * long as it agrees or says nothing.
 */
final class Settlement {
  private Settlement() {}

  static Entry apply(Entry e, Receipt receipt) {
    if (e.state() == State.OPEN || e.state() == State.MISSED) {
      throw Moves.refusal(e, "it holds no claim to settle");
    }
    if (receipt instanceof Receipt.Accepted accepted) {
      return accepted(e, accepted.height());
    }
    if (receipt instanceof Receipt.Rejected rejected) {
      return rejected(e, rejected);
    }
    if (receipt instanceof Receipt.Missing missing) {
      return missing(e, missing.height());
    }
    return unseen(e, (Receipt.Unseen) receipt);
  }

  private static Entry accepted(Entry e, long height) {
    if (e.state().closed()) {
      return same(e, State.ACCEPTED, "accepted");
    }
    return Moves.end(e, Fate.INCLUDED, null).withHeight(height).as(State.ACCEPTED, null, null);
  }

  private static Entry missing(Entry e, long height) {
    if (e.state().closed()) {
      return same(e, State.ACCEPTED_MISSING, "included, yet not stored");
    }
    String why = "included at height " + height + " with code 0, but the inference is not stored";
    return Moves.end(e, Fate.INCLUDED, null)
        .withHeight(height)
        .as(State.ACCEPTED_MISSING, Reason.NOT_STORED, why);
  }

  private static Entry rejected(Entry e, Receipt.Rejected r) {
    if (e.state().closed()) {
      return same(e, State.INCLUDED_REJECTED, "rejected");
    }
    if (e.state() == State.CLAIMED) {
      return e;
    }
    Reason reason = r.failure().reason();
    String why = r.failure().getMessage();
    Entry spent = Moves.end(e, Fate.REJECTED, r.codespace() + " " + r.code() + ": " + r.log());
    boolean again = r.failure() instanceof Failure.Wait && r.height() < e.window().lastHeight();
    return again
        ? spent.withSent(null, null).as(State.CLAIMED, reason, why)
        : spent.withHeight(r.height()).as(State.INCLUDED_REJECTED, reason, why);
  }

  private static Entry unseen(Entry e, Receipt.Unseen u) {
    if (e.state().closed()) {
      return e;
    }
    boolean over = u.height() > e.window().lastHeight();
    if (e.state() == State.CLAIMED) {
      return over ? unsent(e) : e;
    }
    if (!u.dead()) {
      return e;
    }
    String why = "not found at height " + u.height() + " and cannot be included any more";
    return over
        ? Moves.expire(e, Reason.NOT_INCLUDED, why)
        : Moves.bury(e, e.trials().size(), Reason.NOT_INCLUDED, why);
  }

  private static Entry unsent(Entry e) {
    return e.reason() == null
        ? Moves.expire(e, Reason.WINDOW_CLOSED, "the window closed before the claim was signed")
        : Moves.expire(e, e.reason(), e.why());
  }

  private static Entry same(Entry e, State expected, String said) {
    if (e.state() == expected) {
      return e;
    }
    throw Moves.refusal(e, "the chain now says " + said + "; look at it with history");
  }
}
