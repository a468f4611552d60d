package journal;

import domain.Attempt;
import domain.Claim;
import domain.Failure;
import domain.Reason;
import domain.Score;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** The transitions that our own acts cause. What the chain says is in {@link Settlement}. */
final class Moves {
  private Moves() {}

  static Entry claim(Entry e, Claim claim) {
    if (claim.value().equals(e.value())) {
      return e;
    }
    if (e.value() != null) {
      throw refusal(e, "its value is fixed, a second one is never written");
    }
    if (e.state() != State.OPEN) {
      throw refusal(e, "it cannot be claimed any more");
    }
    return e.withValue(claim.value(), claim.provenance()).as(State.CLAIMED, null, null);
  }

  static Entry sign(Entry e, Attempt attempt) {
    int number = attempt.number();
    if (number <= e.trials().size() && e.trials().get(number - 1).attempt().equals(attempt)) {
      return e;
    }
    if (e.live().isPresent()) {
      throw refusal(e, "attempt " + e.live().get().number() + " may still be included");
    }
    if (e.state() != State.CLAIMED) {
      throw refusal(e, "only a claimed window can be signed for");
    }
    if (number != e.nextAttempt()) {
      throw refusal(e, "the next attempt is " + e.nextAttempt() + ", not " + number);
    }
    List<Trial> tried = new ArrayList<>(e.trials());
    tried.add(Trial.live(attempt));
    return e.withTrials(tried).as(State.SIGNED, null, null);
  }

  static Entry bury(Entry e, int number, Reason because, String sentence) {
    if (number < 1 || number > e.trials().size()) {
      throw refusal(e, "it has no attempt " + number);
    }
    Fate fate = e.trials().get(number - 1).fate();
    if (fate == Fate.INCLUDED) {
      throw refusal(e, "attempt " + number + " has been included");
    }
    return fate == Fate.LIVE
        ? end(e, Fate.DEAD, sentence).withSent(null, null).as(State.CLAIMED, because, sentence)
        : e;
  }

  static Entry send(Entry e, Instant at, String to) {
    if (e.trials().isEmpty()) {
      throw refusal(e, "nothing is signed, so nothing can have been sent");
    }
    if (e.state() == State.CLAIMED || e.sentAt() != null) {
      return e;
    }
    Entry marked = e.withSent(at, to);
    return e.state() == State.SIGNED ? marked.as(State.SENT, null, null) : marked;
  }

  static Entry miss(Entry e, Reason because, String sentence) {
    if (e.state() == State.MISSED) {
      return e;
    }
    if (e.state() != State.OPEN) {
      throw refusal(e, "only an open window without a claim can be missed");
    }
    return e.as(State.MISSED, because, sentence);
  }

  static Entry expire(Entry e, Reason because, String sentence) {
    if (e.state() == State.EXPIRED) {
      return e;
    }
    if (!e.state().unsettled()) {
      throw refusal(e, "only an unsettled claim can expire");
    }
    boolean rejected = e.trials().stream().anyMatch(t -> t.fate() == Fate.REJECTED);
    return end(e, Fate.DEAD, sentence)
        .as(rejected ? State.INCLUDED_REJECTED : State.EXPIRED, because, sentence);
  }

  static Entry adopt(Entry e, String stored, long height) {
    if (e.state() == State.ACCEPTED && stored.equals(e.value())) {
      return e;
    }
    if (e.value() != null && !stored.equals(e.value())) {
      return disown(e, stored);
    }
    if (e.state() == State.INCLUDED_REJECTED) {
      throw refusal(e, "its own transaction was rejected");
    }
    Entry valued = e.value() == null ? e.withValue(stored, e.provenance()) : e;
    return end(valued, Fate.INCLUDED, null).withHeight(height).as(State.ACCEPTED, null, null);
  }

  /** The window went to a value of another process with this wallet: ours can never be stored. */
  private static Entry disown(Entry e, String stored) {
    String why = "the chain stores " + stored + ", sent by another process with this wallet";
    if (e.state() == State.ACCEPTED) {
      throw refusal(e, "yet " + why);
    }
    State next = e.state().unsettled() ? State.EXPIRED : e.state();
    return end(e, Fate.DEAD, why).as(next, Reason.DOPPELGANGER, why);
  }

  static Entry score(Entry e, Score latest) {
    if (!e.state().closed() || e.value() == null) {
      throw refusal(e, "only a settled value can be scored");
    }
    return latest.equals(e.score()) ? e : e.withScore(latest);
  }

  static Entry end(Entry e, Fate fate, String cause) {
    UnaryOperator<Trial> end = t -> t.ended(fate, cause);
    return e.withTrials(e.trials().stream().map(end).toList());
  }

  static Failure.Skip refusal(Entry e, String because) {
    return new Failure.Skip(
        Reason.JOURNAL, "window " + e.key().label() + " is " + e.state().label() + ": " + because);
  }
}
