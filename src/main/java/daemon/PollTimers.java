package daemon;

import base.DaemonThreads;
import base.ErrorText;
import host.RoundDeadlines;
import java.time.Duration;
import java.util.Map;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.step.PollGate;

/**
 * Runs the prediction route of a topic when its poll is due, on a few threads for all topics.
 * Camel's own timer would need a thread for each and run the route at every tick.
 */
final class PollTimers implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PollTimers.class);

  /** A round begins at least this often, so that the watchdog sees that the timer runs. */
  private static final Duration MAX_REST = Duration.ofMinutes(1);

  /**
   * Before the next round where one left its poll due: its route takes none before it is started.
   */
  private static final Duration REST_IF_STILL_DUE = Duration.ofMillis(10);

  private final PollGate pollGate;
  private final ScheduledThreadPoolExecutor threads;
  private final Map<Long, TopicTimer> timers = new ConcurrentHashMap<>();

  PollTimers(PollGate pollGate, int topics) {
    this.pollGate = pollGate;
    this.threads =
        new ScheduledThreadPoolExecutor(
            Math.min(topics, RoundDeadlines.SIDE_BY_SIDE), DaemonThreads.named("prediction"));
    threads.setRemoveOnCancelPolicy(true);
  }

  /** The timer that the topic's {@code timer:} endpoint uses instead of Camel's. */
  Timer timer(long topic) {
    return timers.computeIfAbsent(topic, TopicTimer::new);
  }

  /** Polls the topic at once, because a node reported that its window opens or may have opened. */
  void wake(long topic) {
    pollGate.wake(topic);
    timers.computeIfPresent(topic, (id, timer) -> timer.look());
  }

  @Override
  public void close() {
    threads.shutdown();
  }

  private final class TopicTimer extends Timer {
    private final long topic;
    private volatile TimerTask round;
    private Duration tick = Duration.ZERO;
    private Future<?> next;
    private boolean running;
    private volatile boolean due;
    private long begunAt;

    /** Ends the thread that {@link Timer} starts, as it is not used. */
    TopicTimer(long topic) {
      super(true);
      super.cancel();
      this.topic = topic;
    }

    /**
     * @param period time after which the clocks are read again, in case one of them jumped
     */
    @Override
    public synchronized void schedule(TimerTask task, long delay, long period) {
      round = task;
      tick = Duration.ofMillis(period);
      begunAt = System.nanoTime() - MAX_REST.toNanos();
      if (!running) {
        lookAfter(Duration.ofMillis(delay));
      }
    }

    /** Runs at once, or after the round that is running now. */
    synchronized TopicTimer look() {
      if (round != null && !running) {
        lookAfter(Duration.ZERO);
      }
      return this;
    }

    private void lookAfter(Duration rest) {
      if (next != null) {
        next.cancel(false);
      }
      if (!threads.isShutdown()) {
        next = threads.schedule(this::runIfDue, rest.toNanos(), TimeUnit.NANOSECONDS);
      }
    }

    private void runIfDue() {
      if (!begin()) {
        return;
      }
      try {
        if (due) {
          round.run();
        }
      } catch (Throwable e) { // otherwise this topic would never be polled again
        LOG.error("topic {}: the round ended in an error: {}", topic, ErrorText.describe(e), e);
      } finally {
        end();
      }
    }

    /**
     * Begins a round.
     *
     * @return false if another thread runs one, as when an opening was reported meanwhile
     */
    private synchronized boolean begin() {
      if (running) {
        return false;
      }
      running = true;
      long now = System.nanoTime();
      due = pollGate.untilDue(topic).isZero() || now - begunAt >= MAX_REST.toNanos();
      begunAt = due ? now : begunAt;
      return true;
    }

    private synchronized void end() {
      running = false;
      Duration rest = pollGate.untilDue(topic);
      if (due && rest.isZero()) {
        rest = REST_IF_STILL_DUE;
      }
      lookAfter(rest.compareTo(tick) < 0 ? rest : tick);
    }
  }
}
