package daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.TimerTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import routes.step.PollGate;

class PollTimersTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final LinkedBlockingQueue<Long> rounds = new LinkedBlockingQueue<>();
  private final PollGate gate =
      new PollGate(
          new PollGate.Pace() {
            @Override
            public Duration untilRetry(long topic) {
              return topic == 1 ? Duration.ofMillis(30) : HOUR;
            }

            @Override
            public Duration untilNextPoll(long topic) {
              return HOUR;
            }

            @Override
            public Duration toRealTime(Duration chain) {
              return chain;
            }
          },
          () -> Instant.EPOCH,
          System::nanoTime);
  private final PollTimers timers = new PollTimers(gate, 2);

  @AfterEach
  void end() {
    timers.close();
  }

  private void start(long topic) {
    TimerTask round =
        new TimerTask() {
          @Override
          public void run() {
            gate.beginPollIfDue(topic);
            rounds.add(topic);
            throw new StackOverflowError("planted");
          }
        };
    timers.timer(topic).schedule(round, 0, HOUR.toMillis());
  }

  private Long next(long millis) throws InterruptedException {
    return rounds.poll(millis, TimeUnit.MILLISECONDS);
  }

  @Test
  void runsWhenDueWhateverARoundThrows() throws InterruptedException {
    start(1);
    for (int i = 0; i < 3; i++) {
      assertEquals(1, next(5000));
    }
  }

  @Test
  void sleepsUntilWoken() throws InterruptedException {
    start(2);
    assertNotNull(next(5000));
    assertNull(next(100), "nothing is due for an hour");
    timers.wake(2);
    assertEquals(2, next(5000));
  }

  /** As while a route starts or stops: its poll stays due until it takes one. */
  @Test
  void aRouteThatTakesNoPollLeavesTheProcessorAlone() throws InterruptedException {
    TimerTask refused =
        new TimerTask() {
          @Override
          public void run() {
            rounds.add(2L);
          }
        };
    long begin = System.nanoTime();
    timers.timer(2).schedule(refused, 0, HOUR.toMillis());
    for (int i = 0; i < 11; i++) {
      assertEquals(2, next(5000));
    }
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
    assertTrue(millis >= 100, () -> "11 rounds in " + millis + " ms");
  }
}
