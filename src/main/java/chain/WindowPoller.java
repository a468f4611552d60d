package chain;

import chain.http.NodeUnavailableException;
import chain.model.Timeouts;
import chain.window.WindowEventSubscription;
import chain.window.WindowFinder;
import domain.Failure;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says when to look for windows: by measured block time and the window's length, asleep towards the
 * next one, and woken by a node that tells of an opening. The looks themselves are what counts.
 */
public final class WindowPoller {
  private static final Duration USUAL_BLOCK = Duration.ofSeconds(5);
  private static final Duration LEAST = Duration.ofMillis(50);

  private static final Logger LOG = LoggerFactory.getLogger(WindowPoller.class);

  private final WindowFinder windows;
  private final WindowEventSubscription eventSubscription;
  private final Timeouts timeouts;

  public WindowPoller(
      WindowFinder windows, WindowEventSubscription eventSubscription, Timeouts timeouts) {
    this.windows = windows;
    this.eventSubscription = eventSubscription;
    this.timeouts = timeouts;
  }

  /** Chain time until the next window is expected to open, zero if due. Divide by the speed. */
  public Duration timeUntilNextWindow(long topic) {
    return NodeUnavailableException.waitIfUnavailable(() -> windows.timeUntilNextWindow(topic));
  }

  /** Real time until the next look; about a block where nobody answers. */
  public Duration timeUntilNextPoll(long topic) {
    Duration chain = USUAL_BLOCK;
    try {
      chain = NodeUnavailableException.waitIfUnavailable(() -> windows.timeUntilNextPoll(topic));
    } catch (Failure e) {
      // the look itself will say what is wrong
    }
    return timeouts.toRealTime(chain, LEAST);
  }

  /**
   * Begins to ask what the first look will want to know. On a thread of its own: the HTTP client
   * itself needs one of the common pool, which on two processors has no other.
   */
  public void prefetch(long topic) {
    Thread look = new Thread(() -> prefetchOnce(topic), "first-look");
    look.setDaemon(true);
    look.start();
  }

  private void prefetchOnce(long topic) {
    try {
      timeUntilNextPoll(topic);
    } catch (RejectedExecutionException closed) {
      LOG.debug("stopped before the first look at topic {}", topic);
    }
  }

  /**
   * Listens at the network's websockets, if it has any, until it is closed. Nothing depends on it.
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
