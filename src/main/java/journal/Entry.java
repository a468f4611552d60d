package journal;

import domain.Attempt;
import domain.Claim;
import domain.Provenance;
import domain.Reason;
import domain.Receipt;
import domain.Score;
import domain.Window;
import domain.WindowKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What is known and promised about one window. Immutable: a transition returns the next entry,
 * itself when nothing new was said, or refuses with {@link domain.Failure.Skip}.
 *
 * @param reason why it is not accepted, latest word while the window is open; null if none
 * @param why the same as a sentence
 * @param value the claimed decimal text, null before the claim; never changes afterwards
 * @param provenance what stands behind the value, null with it, and for a value taken over from the
 *     chain
 * @param sentAt moment the first broadcast returned, null before
 * @param endpoint node that took or was asked last, null before
 * @param settledHeight height of the block that decided, null before
 */
public record Entry(
    Window window,
    State state,
    Reason reason,
    String why,
    String value,
    Provenance provenance,
    List<Trial> trials,
    Instant sentAt,
    String endpoint,
    Long settledHeight,
    Score score) {
  public Entry {
    Objects.requireNonNull(window, "window");
    Objects.requireNonNull(state, "state");
    trials = List.copyOf(trials);
  }

  /** A window that has been seen open. */
  public static Entry open(Window window) {
    return new Entry(window, State.OPEN, null, null, null, null, List.of(), null, null, null, null);
  }

  public WindowKey key() {
    return window.key();
  }

  /** The fixed value with its provenance, as signing takes it. */
  public Optional<Claim> claim() {
    return provenance == null
        ? Optional.empty()
        : Optional.of(new Claim(window, value, provenance));
  }

  /** The attempt that may still be included, or has been. */
  public Optional<Attempt> live() {
    return trials.stream()
        .filter(t -> t.fate() == Fate.LIVE || t.fate() == Fate.INCLUDED)
        .map(Trial::attempt)
        .findFirst();
  }

  /** The newest attempt, whatever became of it. */
  public Optional<Attempt> last() {
    return trials.stream().map(Trial::attempt).reduce((before, after) -> after);
  }

  /** Number the next attempt must carry. */
  public int nextAttempt() {
    return trials.size() + 1;
  }

  /** Seconds from window open to broadcast. */
  public OptionalDouble mark() {
    return sentAt == null
        ? OptionalDouble.empty()
        : OptionalDouble.of(Duration.between(window.openedAt(), sentAt).toMillis() / 1000.0);
  }

  /** Keeps the latest reason; a closed entry keeps its own. */
  public Entry noted(Reason latest, String sentence) {
    return state.closed() ? this : as(state, latest, sentence);
  }

  /** Fixes the value for ever. The same value again changes nothing. */
  public Entry claimed(Claim claim) {
    return Moves.claim(this, claim);
  }

  /** Records a signed transaction before it leaves the house. */
  public Entry signed(Attempt attempt) {
    return Moves.sign(this, attempt);
  }

  /** Takes an attempt for dead; the value stays and waits for the next attempt. */
  public Entry buried(int number, Reason because, String sentence) {
    return Moves.bury(this, number, because, sentence);
  }

  /** Records the first broadcast; later ones keep the first mark. */
  public Entry sent(Instant at, String to) {
    return Moves.send(this, at, to);
  }

  /** Takes over what the chain says became of it. */
  public Entry settled(Receipt receipt) {
    return Settlement.apply(this, receipt);
  }

  /** Closes a window that was never claimed. */
  public Entry missed(Reason because, String sentence) {
    return Moves.miss(this, because, sentence);
  }

  /** Closes a claimed window whose inference can not be stored any more. */
  public Entry expired(Reason because, String sentence) {
    return Moves.expire(this, because, sentence);
  }

  /** Takes over what the chain stores unknown to us; a claim of another value ends here. */
  public Entry adopted(String stored, long height) {
    return Moves.adopt(this, stored, height);
  }

  /** Adds how the value fared. */
  public Entry scored(Score latest) {
    return Moves.score(this, latest);
  }

  Entry as(State next, Reason because, String sentence) {
    return new Entry(
        window,
        next,
        because,
        sentence,
        value,
        provenance,
        trials,
        sentAt,
        endpoint,
        settledHeight,
        score);
  }

  Entry withValue(String fixed, Provenance behind) {
    return new Entry(
        window, state, reason, why, fixed, behind, trials, sentAt, endpoint, settledHeight, score);
  }

  Entry withTrials(List<Trial> tried) {
    return new Entry(
        window,
        state,
        reason,
        why,
        value,
        provenance,
        tried,
        sentAt,
        endpoint,
        settledHeight,
        score);
  }

  Entry withSent(Instant at, String to) {
    return new Entry(
        window, state, reason, why, value, provenance, trials, at, to, settledHeight, score);
  }

  Entry withHeight(long height) {
    return new Entry(
        window, state, reason, why, value, provenance, trials, sentAt, endpoint, height, score);
  }

  Entry withScore(Score latest) {
    return new Entry(
        window,
        state,
        reason,
        why,
        value,
        provenance,
        trials,
        sentAt,
        endpoint,
        settledHeight,
        latest);
  }
}
