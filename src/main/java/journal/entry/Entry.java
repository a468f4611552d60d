package journal.entry;

import domain.Attempt;
import domain.Claim;
import domain.FailureReason;
import domain.Provenance;
import domain.Score;
import domain.Submission.SubmissionOutcome;
import domain.Window;
import domain.WindowKey;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import journal.entry.AttemptRecord.AttemptStatus;

/**
 * What is known and promised about one window. Immutable: a transition returns the next entry,
 * itself when nothing new was said, or refuses with {@link domain.Failure.Skip}.
 *
 * @param reason why it is not accepted, latest word while the window is open; null if none
 * @param reasonDetail the same as a sentence
 * @param value the claimed decimal text, null before the claim; never changes afterwards
 * @param provenance what stands behind the value, null with it, and for a value taken over from the
 *     chain
 * @param sentAt moment the first broadcast returned, null before
 * @param endpoint node that took or was asked last, null before
 * @param settledHeight height of the block that decided, null before
 */
public record Entry(
    Window window,
    EntryState state,
    FailureReason reason,
    String reasonDetail,
    String value,
    Provenance provenance,
    List<AttemptRecord> attempts,
    Instant sentAt,
    String endpoint,
    Long settledHeight,
    Score score) {
  public Entry {
    Objects.requireNonNull(window, "window");
    Objects.requireNonNull(state, "state");
    attempts = List.copyOf(attempts);
  }

  /** A window that has been seen open. */
  public static Entry open(Window window) {
    return new Entry(
        window, EntryState.OPEN, null, null, null, null, List.of(), null, null, null, null);
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
  public Optional<Attempt> liveAttempt() {
    return attempts.stream()
        .filter(t -> t.status() == AttemptStatus.LIVE || t.status() == AttemptStatus.INCLUDED)
        .map(AttemptRecord::attempt)
        .findFirst();
  }

  /** The newest attempt, whatever became of it. */
  public Optional<Attempt> lastAttempt() {
    return attempts.stream().map(AttemptRecord::attempt).reduce((before, after) -> after);
  }

  /**
   * What blocks took for all attempts, in uallo; empty before one was included. An attempt that no
   * block has seen costs nothing.
   */
  public Optional<BigInteger> feeSpent() {
    return attempts.stream()
        .filter(AttemptRecord::isInBlock)
        .map(it -> it.attempt().fee())
        .reduce(BigInteger::add);
  }

  /** Whether none was signed after this one; 0 for none at all. */
  public boolean isNewestAttempt(int number) {
    return number == attempts.size();
  }

  /** Number the next attempt must carry. */
  public int nextAttemptNumber() {
    return attempts.size() + 1;
  }

  /** Seconds from window open to broadcast. */
  public OptionalDouble secondsToBroadcast() {
    return sentAt == null
        ? OptionalDouble.empty()
        : OptionalDouble.of(Duration.between(window.openedAt(), sentAt).toMillis() / 1000.0);
  }

  /** Keeps the latest reason; a closed entry keeps its own. */
  public Entry withReason(FailureReason latest, String sentence) {
    return state.isClosed() ? this : withState(state, latest, sentence);
  }

  /** Fixes the value for ever. The same value again changes nothing. */
  public Entry toClaimed(Claim claim) {
    return EntryTransitions.claim(this, claim);
  }

  /** Records a signed transaction before it is sent. */
  public Entry toSigned(Attempt attempt) {
    return EntryTransitions.sign(this, attempt);
  }

  /** Takes an attempt for dead; the value stays and waits for the next attempt. */
  public Entry withAttemptDead(int number, FailureReason because, String sentence) {
    return EntryTransitions.markAttemptDead(this, number, because, sentence);
  }

  /** Records the first broadcast; later ones keep the first mark. */
  public Entry toSent(Instant at, String to) {
    return EntryTransitions.markBroadcast(this, at, to);
  }

  /** Takes over what the chain says became of it. */
  public Entry toSettled(SubmissionOutcome receipt) {
    return SettlementTransitions.apply(this, receipt);
  }

  /** Closes a window that was never claimed. */
  public Entry toMissed(FailureReason because, String sentence) {
    return EntryTransitions.markMissed(this, because, sentence);
  }

  /** Closes a claimed window whose inference can not be stored any more. */
  public Entry toExpired(FailureReason because, String sentence) {
    return EntryTransitions.markExpired(this, because, sentence);
  }

  /** Takes over what the chain stores unknown to us; a claim of another value ends here. */
  public Entry toAdopted(String stored, long height) {
    return EntryTransitions.adoptStoredInference(this, stored, height);
  }

  /** Adds how the value fared. */
  public Entry toScored(Score latest) {
    return EntryTransitions.recordScore(this, latest);
  }

  Entry withState(EntryState next, FailureReason because, String sentence) {
    return new Entry(
        window,
        next,
        because,
        sentence,
        value,
        provenance,
        attempts,
        sentAt,
        endpoint,
        settledHeight,
        score);
  }

  Entry withValue(String fixed, Provenance behind) {
    return new Entry(
        window,
        state,
        reason,
        reasonDetail,
        fixed,
        behind,
        attempts,
        sentAt,
        endpoint,
        settledHeight,
        score);
  }

  public Entry withAttempts(List<AttemptRecord> tried) {
    return new Entry(
        window,
        state,
        reason,
        reasonDetail,
        value,
        provenance,
        tried,
        sentAt,
        endpoint,
        settledHeight,
        score);
  }

  Entry withBroadcast(Instant at, String to) {
    return new Entry(
        window,
        state,
        reason,
        reasonDetail,
        value,
        provenance,
        attempts,
        at,
        to,
        settledHeight,
        score);
  }

  Entry withSettledHeight(long height) {
    return new Entry(
        window,
        state,
        reason,
        reasonDetail,
        value,
        provenance,
        attempts,
        sentAt,
        endpoint,
        height,
        score);
  }

  Entry withScore(Score latest) {
    return new Entry(
        window,
        state,
        reason,
        reasonDetail,
        value,
        provenance,
        attempts,
        sentAt,
        endpoint,
        settledHeight,
        latest);
  }
}
