package routes.step;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PollGateTest {
  private final AtomicLong nanos = new AtomicLong();
  private final PollGate patrol = new PollGate(topic -> Duration.ofSeconds(topic), nanos::get);

  private void later(int seconds) {
    nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
  }

  @Test
  void looksAtOnceAndThenWhenTheRestIsOver() {
    assertTrue(patrol.beginPollIfDue(67));
    later(66);
    assertFalse(patrol.beginPollIfDue(67));
    later(1);
    assertTrue(patrol.beginPollIfDue(67));
  }

  @Test
  void aBellWakesOneTopicOnly() {
    patrol.beginPollIfDue(67);
    patrol.beginPollIfDue(41);
    patrol.wake(67);
    assertTrue(patrol.beginPollIfDue(67));
    assertFalse(patrol.beginPollIfDue(41));
  }

  @Test
  void aSingleCycleNeverWaits() {
    PollGate always = PollGate.alwaysOpen();
    assertTrue(always.beginPollIfDue(67));
    assertTrue(always.beginPollIfDue(67));
  }
}
