package routes.step;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PollGateTest {
  private final AtomicLong nanos = new AtomicLong();
  private final PollGate pollGate = new PollGate(topic -> Duration.ofSeconds(topic), nanos::get);

  private void later(int seconds) {
    nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
  }

  @Test
  void looksAtOnceAndThenWhenTheRestIsOver() {
    assertTrue(pollGate.beginPollIfDue(67));
    later(66);
    assertFalse(pollGate.beginPollIfDue(67));
    later(1);
    assertTrue(pollGate.beginPollIfDue(67));
  }

  @Test
  void aBellWakesOneTopicOnly() {
    pollGate.beginPollIfDue(67);
    pollGate.beginPollIfDue(41);
    pollGate.wake(67);
    assertTrue(pollGate.beginPollIfDue(67));
    assertFalse(pollGate.beginPollIfDue(41));
  }

  @Test
  void aSingleCycleNeverWaits() {
    PollGate always = PollGate.alwaysOpen();
    assertTrue(always.beginPollIfDue(67));
    assertTrue(always.beginPollIfDue(67));
  }
}
