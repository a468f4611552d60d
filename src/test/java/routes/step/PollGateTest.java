package routes.step;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import routes.topic.CompetitionCalendar.WindowChoice;

/** Tries again after 5 s; a topic rests for as many seconds as its number says. */
class PollGateTest {
  private static final WindowChoice NOTHING_LEFT = new WindowChoice(null, false, Optional.empty());

  private final AtomicLong nanos = new AtomicLong();
  private Duration suspended = Duration.ZERO;
  private final PollGate pollGate =
      new PollGate(
          new PollGate.Pace() {
            @Override
            public Duration untilRetry(long topic) {
              return Duration.ofSeconds(5);
            }

            @Override
            public Duration untilNextPoll(long topic) {
              return Duration.ofSeconds(topic);
            }

            @Override
            public Duration toRealTime(Duration chain) {
              return chain;
            }
          },
          () -> Instant.EPOCH.plusNanos(nanos.get()).plus(suspended),
          nanos::get);

  private void later(int seconds) {
    nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
  }

  @Test
  void looksAtOnceAndThenWhenTheRestIsOver() {
    assertTrue(pollGate.beginPollIfDue(67));
    pollGate.endPoll(67, NOTHING_LEFT);
    later(66);
    assertFalse(pollGate.beginPollIfDue(67));
    later(1);
    assertTrue(pollGate.beginPollIfDue(67));
  }

  @Test
  void triesAgainSoonAfterALookThatFailed() {
    assertTrue(pollGate.beginPollIfDue(67));
    later(4);
    assertFalse(pollGate.beginPollIfDue(67));
    later(1);
    assertTrue(pollGate.beginPollIfDue(67));
  }

  @Test
  void looksWhenAWindowAsksForItsAnswer() {
    pollGate.beginPollIfDue(67);
    pollGate.endPoll(67, new WindowChoice(null, false, Optional.of(Duration.ofSeconds(20))));
    later(19);
    assertFalse(pollGate.beginPollIfDue(67));
    later(1);
    assertTrue(pollGate.beginPollIfDue(67));
  }

  @Test
  void looksSoonWhereAnotherWindowIsOpen() {
    pollGate.beginPollIfDue(67);
    pollGate.endPoll(67, new WindowChoice(null, true, Optional.of(Duration.ZERO)));
    assertFalse(pollGate.beginPollIfDue(67));
    later(5);
    assertTrue(pollGate.beginPollIfDue(67));
  }

  @Test
  void anEventWakesOneTopicOnlyAlsoInTheMiddleOfALook() {
    pollGate.beginPollIfDue(67);
    pollGate.beginPollIfDue(41);
    pollGate.wake(67);
    pollGate.endPoll(67, NOTHING_LEFT);
    pollGate.endPoll(41, NOTHING_LEFT);
    assertTrue(pollGate.beginPollIfDue(67));
    assertFalse(pollGate.beginPollIfDue(41));
  }

  @Test
  void looksAtOnceAfterTheHostWasSuspended() {
    pollGate.beginPollIfDue(67);
    pollGate.endPoll(67, NOTHING_LEFT);
    suspended = Duration.ofSeconds(30);
    assertTrue(pollGate.beginPollIfDue(67));
  }

  @Test
  void aSingleCycleNeverWaits() {
    PollGate always = PollGate.alwaysOpen();
    assertTrue(always.beginPollIfDue(67));
    assertTrue(always.beginPollIfDue(67));
  }
}
