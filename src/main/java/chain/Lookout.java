package chain;

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
public final class Lookout {
  private static final Duration USUAL_BLOCK = Duration.ofSeconds(5);
  private static final Duration LEAST = Duration.ofMillis(50);

  private static final Logger LOG = LoggerFactory.getLogger(Lookout.class);

  private final Windows windows;
  private final Bell bell;
  private final Pace pace;

  Lookout(Windows windows, Bell bell, Pace pace) {
    this.windows = windows;
    this.bell = bell;
    this.pace = pace;
  }

  /** Chain time until the next window is expected to open, zero if due. Divide by the speed. */
  public Duration untilNext(long topic) {
    return Silence.asFailure(() -> windows.untilNext(topic));
  }

  /** Real time until the next look; about a block where nobody answers. */
  public Duration rest(long topic) {
    Duration chain = USUAL_BLOCK;
    try {
      chain = Silence.asFailure(() -> windows.restBetweenLooks(topic));
    } catch (Failure e) {
      // the look itself will say what is wrong
    }
    return pace.wall(chain, LEAST);
  }

  /**
   * Begins to ask what the first look will want to know. On a thread of its own: the HTTP client
   * itself needs one of the common pool, which on two processors has no other.
   */
  public void lookAhead(long topic) {
    Thread look = new Thread(() -> lookOnce(topic), "first-look");
    look.setDaemon(true);
    look.start();
  }

  private void lookOnce(long topic) {
    try {
      rest(topic);
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
  public void listen(List<Long> topics, LongConsumer opened) {
    bell.listen(topics, opened);
  }

  void close() {
    bell.close();
  }
}
