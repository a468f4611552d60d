package journal.entry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import domain.Failure;
import domain.FailureReason;
import domain.Submission.SubmissionOutcome;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import journal.JournalSamples;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The truth table: every state meets every event. */
class EntryTest {
  private static final FailureReason WHY = FailureReason.NO_DATA;

  /** One letter a state: the next one, {@code =} for no change, {@code x} for a refusal. */
  private static final String TABLE =
      """
      event            O C S T A R N E M
      note             O C S T = = = = =
      claim            C = = = = = = = x
      claim other      x x x x x x x x x
      sign             x S = = = = = = x
      sign next        x x x x x x x x x
      bury             x x C C x = x = x
      send             x x T = A R N E x
      accepted         x A A A = x x x x
      rejected wait    x = C C x = x x x
      rejected late    x = R R x = x x x
      rejected skip    x = R R x = x x x
      missing          x N N N x x = x x
      unseen           x = = = = = = = x
      unseen dead      x = C C = = = = x
      unseen closed    x E = = = = = = x
      unseen dead late x E E E = = = = x
      miss             M x x x x x x x =
      expire           x E E E x x x = x
      adopt            A A A A = x A A A
      adopt other      A E E E x R N E A
      score            x x x x A R N E x
      """;

  private static final Map<String, EntryState> LETTERS =
      Map.of(
          "O", EntryState.OPEN,
          "C", EntryState.CLAIMED,
          "S", EntryState.SIGNED,
          "T", EntryState.SENT,
          "A", EntryState.ACCEPTED,
          "R", EntryState.INCLUDED_REJECTED,
          "N", EntryState.ACCEPTED_MISSING,
          "E", EntryState.EXPIRED,
          "M", EntryState.MISSED);

  private static Map<String, UnaryOperator<Entry>> events() {
    Map<String, UnaryOperator<Entry>> events = new LinkedHashMap<>();
    events.put("note", e -> e.withReason(WHY, "no candles"));
    events.put("claim", e -> e.toClaimed(JournalSamples.claim(10, "0.5")));
    events.put(
        "claim other",
        e ->
            e.toClaimed(JournalSamples.claim(10, "0.6"))
                .toClaimed(JournalSamples.claim(10, "0.5")));
    events.put("sign", e -> e.toSigned(JournalSamples.attempt(10, 1)));
    events.put("sign next", e -> e.toSigned(JournalSamples.attempt(10, 2)));
    events.put("bury", e -> e.withAttemptDead(1, FailureReason.SEQUENCE, "spent"));
    events.put("send", e -> e.toSent(JournalSamples.START.plusSeconds(52), "a"));
    events.put("accepted", e -> e.toSettled(new SubmissionOutcome.Accepted(12)));
    events.put(
        "rejected wait", e -> e.toSettled(JournalSamples.rejected(12, JournalSamples.retryable())));
    events.put(
        "rejected late",
        e -> e.toSettled(JournalSamples.rejected(610, JournalSamples.retryable())));
    events.put(
        "rejected skip", e -> e.toSettled(JournalSamples.rejected(12, JournalSamples.permanent())));
    events.put("missing", e -> e.toSettled(new SubmissionOutcome.NotStored(12)));
    events.put("unseen", e -> e.toSettled(new SubmissionOutcome.NotFound(12, false)));
    events.put("unseen dead", e -> e.toSettled(new SubmissionOutcome.NotFound(12, true)));
    events.put("unseen closed", e -> e.toSettled(new SubmissionOutcome.NotFound(611, false)));
    events.put("unseen dead late", e -> e.toSettled(new SubmissionOutcome.NotFound(611, true)));
    events.put("miss", e -> e.toMissed(WHY, "no candles"));
    events.put("expire", e -> e.toExpired(WHY, "too late"));
    events.put("adopt", e -> e.toAdopted("0.5", 12));
    events.put("adopt other", e -> e.toAdopted("0.6", 12));
    events.put("score", e -> e.toScored(JournalSamples.score(10)));
    return events;
  }

  private static Entry in(EntryState state) {
    Entry open = Entry.open(JournalSamples.window(10));
    Entry claimed = open.toClaimed(JournalSamples.claim(10, "0.5"));
    Entry signed = claimed.toSigned(JournalSamples.attempt(10, 1));
    return switch (state) {
      case OPEN -> open;
      case CLAIMED -> claimed;
      case SIGNED -> signed;
      case SENT -> signed.toSent(JournalSamples.START, "a");
      case ACCEPTED -> signed.toSettled(new SubmissionOutcome.Accepted(12));
      case INCLUDED_REJECTED ->
          signed.toSettled(JournalSamples.rejected(12, JournalSamples.permanent()));
      case ACCEPTED_MISSING -> signed.toSettled(new SubmissionOutcome.NotStored(12));
      case EXPIRED -> signed.toSettled(new SubmissionOutcome.NotFound(611, true));
      case MISSED -> open.toMissed(WHY, "no candles");
    };
  }

  @TestFactory
  Stream<DynamicTest> everyStateMeetsEveryEvent() {
    assertEquals(events().size() + 1, TABLE.lines().count());
    return TABLE.lines().skip(1).flatMap(EntryTest::row);
  }

  private static Stream<DynamicTest> row(String line) {
    String event = line.substring(0, 17).strip();
    String[] cells = line.substring(17).split(" ");
    UnaryOperator<Entry> act = events().get(event);
    return Stream.of(EntryState.values())
        .map(
            s ->
                DynamicTest.dynamicTest(
                    event + " in " + s.label(), () -> check(in(s), act, cells[s.ordinal()])));
  }

  private static void check(Entry before, UnaryOperator<Entry> act, String cell) {
    if (cell.equals("x")) {
      assertThrows(Failure.Skip.class, () -> act.apply(before));
    } else if (cell.equals("=")) {
      assertEquals(before, act.apply(before));
    } else {
      assertEquals(LETTERS.get(cell), act.apply(before).state());
    }
  }

  @Test
  void onlyAttemptsInBlocksHaveCostSomething() {
    assertEquals(Optional.empty(), in(EntryState.OPEN).feeSpent());
    assertEquals(Optional.empty(), in(EntryState.SENT).feeSpent());
    assertEquals(Optional.empty(), in(EntryState.EXPIRED).feeSpent());
    Optional<BigInteger> fee = Optional.of(JournalSamples.attempt(10, 1).fee());
    assertEquals(fee, in(EntryState.ACCEPTED).feeSpent());
    assertEquals(fee, in(EntryState.INCLUDED_REJECTED).feeSpent());
  }

  @Test
  void aRejectedAttemptMakesRoomAndKeepsTheValue() {
    Entry e =
        in(EntryState.SENT).toSettled(JournalSamples.rejected(12, JournalSamples.retryable()));
    assertEquals("0.5", e.value());
    assertEquals(FailureReason.OUT_OF_GAS, e.reason());
    assertEquals(2, e.toSigned(JournalSamples.attempt(10, 2)).liveAttempt().orElseThrow().number());
  }

  @Test
  void aClaimWhoseLastWordWasARejectionEndsRejected() {
    Entry e =
        in(EntryState.SENT).toSettled(JournalSamples.rejected(12, JournalSamples.retryable()));
    assertEquals(
        EntryState.INCLUDED_REJECTED,
        e.toSettled(new SubmissionOutcome.NotFound(611, false)).state());
  }

  @Test
  void theFirstMarkStays() {
    Entry e = in(EntryState.SENT);
    assertEquals(e, e.toSent(JournalSamples.START.plusSeconds(99), "b"));
    assertEquals(-50.0, e.secondsToBroadcast().orElseThrow());
  }
}
