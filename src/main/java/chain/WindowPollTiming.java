package chain;

import base.DaemonThreads;
import chain.http.NodeUnavailableException;
import chain.window.PollSchedule;
import chain.window.WindowEventSubscription;
import chain.window.WindowFinder;
import domain.Failure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Computes when to poll for windows: by measured block time and the window's length, asleep towards
 * the next one, and woken by a node that tells of an opening. Only the poll itself finds windows.
 */
public final class WindowPollTiming {
  private static final Logger LOG = LoggerFactory.getLogger(WindowPollTiming.class);

  private final WindowFinder windows;
  private final PollSchedule schedule;
  private final WindowEventSubscription eventSubscription;

  public WindowPollTiming(
      WindowFinder windows, PollSchedule schedule, WindowEventSubscription eventSubscription) {
    this.windows = windows;
    this.schedule = schedule;
    this.eventSubscription = eventSubscription;
  }

  /**
   * Chain time until the next window is expected to open, zero if due. Divide by the speed. Empty
   * while the topic is not active: none opens then.
   */
  public Optional<Duration> timeUntilNextWindow(long topic) {
    return NodeUnavailableException.waitIfUnavailable(() -> windows.timeUntilNextWindow(topic));
  }

  /** As {@link #timeUntilNextWindow}, but asks nobody; empty before the first poll. */
  public Optional<Duration> estimateUntilNextWindow(long topic) {
    return schedule.estimateUntilNextWindow(topic);
  }

  /** Real time until the next poll, after one that left nothing to be done; makes no request. */
  public Duration timeUntilNextPoll(long topic) {
    return schedule.untilNextPoll(topic);
  }

  /** Real time until the next poll, after one that failed; makes no request. */
  public Duration timeUntilRetry(long topic) {
    return schedule.untilRetry(topic);
  }

  /**
   * Begins to ask what the first poll needs, on a thread of its own: a node may keep it waiting.
   */
  public void prefetch(long topic) {
    DaemonThreads.named("first-look").newThread(() -> prefetchOnce(topic)).start();
  }

  private void prefetchOnce(long topic) {
    try {
      NodeUnavailableException.waitIfUnavailable(() -> windows.openWindows(topic));
    } catch (Failure e) {
      LOG.debug("topic {} before the first look: {}", topic, e.getMessage());
    } catch (RejectedExecutionException closed) {
      LOG.debug("stopped before the first look at topic {}", topic);
    }
  }

  /**
   * Listens to the network's websockets, if it has any, until it is closed. Nothing depends on it.
   *
   * @param opened told the topic when a node says that its window opens, or may have unheard; runs
   *     on another thread
   */
  public void subscribeToOpenings(List<Long> topics, LongConsumer opened) {
    eventSubscription.start(topics, opened);
  }

  public void close() {
    eventSubscription.close();
  }
}
