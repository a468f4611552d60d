package routes;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PatrolTest {
  private final AtomicLong nanos = new AtomicLong();
  private final Patrol patrol = new Patrol(topic -> Duration.ofSeconds(topic), nanos::get);

  private void later(int seconds) {
    nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
  }

  @Test
  void looksAtOnceAndThenWhenTheRestIsOver() {
    assertTrue(patrol.due(67));
    later(66);
    assertFalse(patrol.due(67));
    later(1);
    assertTrue(patrol.due(67));
  }

  @Test
  void aBellWakesOneTopicOnly() {
    patrol.due(67);
    patrol.due(41);
    patrol.ring(67);
    assertTrue(patrol.due(67));
    assertFalse(patrol.due(41));
  }

  @Test
  void aSingleCycleNeverWaits() {
    Patrol always = Patrol.always();
    assertTrue(always.due(67));
    assertTrue(always.due(67));
  }
}
