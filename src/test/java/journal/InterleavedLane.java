package journal;

import domain.Attempt;
import domain.FailureReason;
import domain.Submission.SubmissionOutcome;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import journal.InterleavedState.Chain;
import journal.InterleavedState.Lane;
import journal.InterleavedState.Step;
import journal.entry.Entry;
import journal.entry.EntryState;

/** What the submission lane and settlement do to one window's row, a durable step at a time. */
final class InterleavedLane {
  static final long NONCE = 10;
  private static final long AFTER = JournalSamples.window(NONCE).lastHeight() + 1;

  private InterleavedLane() {}

  /**
   * @param early whether it is sent before it is written
   */
  static Lane takeStep(Journal journal, Chain chain, Lane lane, boolean early, String id) {
    if (lane.step() == Step.MARK_SENT) {
      journal.markBroadcast(JournalSamples.key(NONCE), JournalSamples.START, id);
      return lane.at(Step.LOOK, null);
    }
    if (lane.step() == Step.MARK_DEAD) {
      journal.markAttemptDead(
          JournalSamples.key(NONCE), lane.attempt().number(), FailureReason.FEE_CAP, "refused");
      return lane.at(Step.LOOK, null);
    }
    if (lane.step() == Step.SIGN_AND_WRITE) {
      journal.recordSignedAttempt(JournalSamples.key(NONCE), lane.attempt());
      return lane.at(Step.MARK_SENT, lane.attempt());
    }
    return actOnRow(journal, chain, lane, early, id);
  }

  private static Lane actOnRow(Journal journal, Chain chain, Lane lane, boolean early, String id) {
    Optional<Entry> found = journal.find(JournalSamples.key(NONCE));
    EntryState row = found.map(Entry::state).orElse(EntryState.OPEN);
    if (row.isClosed()) {
      return lane;
    }
    if (row == EntryState.OPEN) {
      if (chain.over()) {
        journal.ensureEntry(JournalSamples.window(NONCE));
        journal.markMissed(JournalSamples.key(NONCE), FailureReason.NO_DATA, "too late");
      } else {
        journal.recordClaim(JournalSamples.claim(NONCE, id.startsWith("a") ? "0.1" : "0.2"));
      }
      return lane;
    }
    if (row == EntryState.CLAIMED && !chain.over()) {
      Attempt next = sign(found.get(), id);
      if (!early) {
        journal.recordSignedAttempt(JournalSamples.key(NONCE), next);
      }
      return lane.at(Step.BROADCAST, next);
    }
    return settle(journal, found.get(), chain, lane);
  }

  private static Lane settle(Journal journal, Entry row, Chain chain, Lane lane) {
    Optional<Attempt> live = row.liveAttempt();
    boolean stored = live.filter(it -> chain.included().contains(it.hash())).isPresent();
    if (stored) {
      journal.applyOutcome(row.key(), new SubmissionOutcome.Accepted(12));
      return lane;
    }
    if (chain.over()) {
      journal.applyOutcome(row.key(), new SubmissionOutcome.NotFound(AFTER, true));
      return lane;
    }
    return lane.at(Step.BROADCAST, live.orElseThrow());
  }

  private static Attempt sign(Entry row, String id) {
    int number = row.nextAttemptNumber();
    byte[] bytes = (id + " " + number + " " + row.value()).getBytes(StandardCharsets.UTF_8);
    String text = new String(bytes, StandardCharsets.UTF_8);
    return new Attempt(
        number,
        Base64.getEncoder().encodeToString(bytes),
        text,
        40 + number,
        200_000,
        BigInteger.TEN,
        AFTER - 1,
        7);
  }
}
