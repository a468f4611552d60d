package journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import domain.Failure;
import domain.Reason;
import domain.Receipt;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The truth table: every state meets every event. */
class EntryTest {
  private static final Reason WHY = Reason.NO_DATA;

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

  private static final Map<String, State> LETTERS =
      Map.of(
          "O", State.OPEN,
          "C", State.CLAIMED,
          "S", State.SIGNED,
          "T", State.SENT,
          "A", State.ACCEPTED,
          "R", State.INCLUDED_REJECTED,
          "N", State.ACCEPTED_MISSING,
          "E", State.EXPIRED,
          "M", State.MISSED);

  private static Map<String, UnaryOperator<Entry>> events() {
    Map<String, UnaryOperator<Entry>> events = new LinkedHashMap<>();
    events.put("note", e -> e.noted(WHY, "no candles"));
    events.put("claim", e -> e.claimed(Sample.claim(10, "0.5")));
    events.put(
        "claim other", e -> e.claimed(Sample.claim(10, "0.6")).claimed(Sample.claim(10, "0.5")));
    events.put("sign", e -> e.signed(Sample.attempt(10, 1)));
    events.put("sign next", e -> e.signed(Sample.attempt(10, 2)));
    events.put("bury", e -> e.buried(1, Reason.SEQUENCE, "spent"));
    events.put("send", e -> e.sent(Sample.START.plusSeconds(52), "a"));
    events.put("accepted", e -> e.settled(new Receipt.Accepted(12)));
    events.put("rejected wait", e -> e.settled(Sample.rejected(12, Sample.again())));
    events.put("rejected late", e -> e.settled(Sample.rejected(610, Sample.again())));
    events.put("rejected skip", e -> e.settled(Sample.rejected(12, Sample.never())));
    events.put("missing", e -> e.settled(new Receipt.Missing(12)));
    events.put("unseen", e -> e.settled(new Receipt.Unseen(12, false)));
    events.put("unseen dead", e -> e.settled(new Receipt.Unseen(12, true)));
    events.put("unseen closed", e -> e.settled(new Receipt.Unseen(611, false)));
    events.put("unseen dead late", e -> e.settled(new Receipt.Unseen(611, true)));
    events.put("miss", e -> e.missed(WHY, "no candles"));
    events.put("expire", e -> e.expired(WHY, "too late"));
    events.put("adopt", e -> e.adopted("0.5", 12));
    events.put("adopt other", e -> e.adopted("0.6", 12));
    events.put("score", e -> e.scored(Sample.score(10)));
    return events;
  }

  private static Entry in(State state) {
    Entry open = Entry.open(Sample.window(10));
    Entry claimed = open.claimed(Sample.claim(10, "0.5"));
    Entry signed = claimed.signed(Sample.attempt(10, 1));
    return switch (state) {
      case OPEN -> open;
      case CLAIMED -> claimed;
      case SIGNED -> signed;
      case SENT -> signed.sent(Sample.START, "a");
      case ACCEPTED -> signed.settled(new Receipt.Accepted(12));
      case INCLUDED_REJECTED -> signed.settled(Sample.rejected(12, Sample.never()));
      case ACCEPTED_MISSING -> signed.settled(new Receipt.Missing(12));
      case EXPIRED -> signed.settled(new Receipt.Unseen(611, true));
      case MISSED -> open.missed(WHY, "no candles");
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
    return Stream.of(State.values())
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
  void aRejectedAttemptMakesRoomAndKeepsTheValue() {
    Entry e = in(State.SENT).settled(Sample.rejected(12, Sample.again()));
    assertEquals("0.5", e.value());
    assertEquals(Reason.OUT_OF_GAS, e.reason());
    assertEquals(2, e.signed(Sample.attempt(10, 2)).live().orElseThrow().number());
  }

  @Test
  void aClaimWhoseLastWordWasARejectionEndsRejected() {
    Entry e = in(State.SENT).settled(Sample.rejected(12, Sample.again()));
    assertEquals(State.INCLUDED_REJECTED, e.settled(new Receipt.Unseen(611, false)).state());
  }

  @Test
  void theFirstMarkStays() {
    Entry e = in(State.SENT);
    assertEquals(e, e.sent(Sample.START.plusSeconds(99), "b"));
    assertEquals(-50.0, e.mark().orElseThrow());
  }
}
