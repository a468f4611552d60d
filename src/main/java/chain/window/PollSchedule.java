package chain.window;

import chain.model.Timeouts;
import chain.model.TopicInfo;
import chain.node.BlockTimes;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When to poll a topic again: its windows are arithmetic once it is known, so this makes no
 * request. Times are real ones.
 */
public final class PollSchedule {
  private static final Duration LEAST = Duration.ofMillis(20);

  /** No chain doubles its pace within this, in chain time. */
  private static final Duration STEADY = Duration.ofMinutes(1);

  /** Blocks before an opening from which on the block time is exact enough. */
  private static final int NEAR = 4;

  /**
   * What the last poll found.
   *
   * @param next height at which the next window opens
   */
  private record Look(
      boolean open, boolean active, boolean disputed, long next, long windowLength) {}

  private final BlockTimes times;
  private final Timeouts timeouts;
  private final Map<Long, Look> looks = new ConcurrentHashMap<>();

  public PollSchedule(BlockTimes times, Timeouts timeouts) {
    this.times = times;
    this.timeouts = timeouts;
  }

  /**
   * @param open whether a window accepts
   * @param disputed whether the nodes differ
   */
  void recordLook(
      TopicInfo topic, WorkerStatus status, boolean open, boolean disputed, long height) {
    Look last = looks.get(topic.id());
    boolean overdue =
        last != null
            && !open
            && last.next() <= height
            && height < last.next() + topic.windowLength();
    long rhythm = topic.newestNonceAt(height) + topic.epochLength();
    long told = status.nextWindowHeight(); // 0 where no node tells it
    long next = told > height ? told : rhythm;
    looks.put(
        topic.id(),
        new Look(
            open,
            status.topicActive(),
            disputed,
            overdue ? last.next() : next,
            topic.windowLength()));
  }

  /**
   * Chain time until the next window, as the last poll found it; empty before that, and while the
   * topic is not active.
   */
  public Optional<Duration> estimateUntilNextWindow(long topic) {
    return Optional.ofNullable(looks.get(topic))
        .filter(Look::active)
        .map(it -> times.measured().multipliedBy(Math.max(0, it.next() - times.estimatedHeight())));
  }

  /** After a poll that left something to do: about a block while a window is open. */
  public Duration untilRetry(long topic) {
    Look look = looks.get(topic);
    if (look == null || look.open() || look.disputed()) {
      return look == null ? block() : shorter(block(), quarterOfWindow(look));
    }
    Duration ahead = shorter(untilNextPoll(topic), quarterOfWindow(look));
    return longer(ahead, shorter(block(), quarterOfWindow(look)));
  }

  /**
   * After a poll that left nothing to do: towards the next opening, first to a few blocks before
   * it, where the block time is measured again; then until the window is there.
   */
  public Duration untilNextPoll(long topic) {
    Look look = looks.get(topic);
    Duration block = block();
    if (look == null || look.disputed()) {
      return untilRetry(topic);
    }
    Duration ahead = times.timeUntilVisible(look.next()).orElse(block);
    if (ahead.compareTo(block.multipliedBy(NEAR)) > 0) {
      Duration most = longer(quarterOfWindow(look), timeouts.toRealTime(STEADY, LEAST));
      Duration before = ahead.minus(longer(block.multipliedBy(2), ahead.dividedBy(50)));
      return times.isMeasured() ? shorter(shorter(before, most), inside(ahead, look)) : block;
    }
    if (!ahead.isNegative()) {
      return longer(ahead.plus(block.dividedBy(20)), LEAST);
    }
    Duration late = ahead.negated();
    Duration patient = shorter(longer(block, late.dividedBy(4)), quarterOfWindow(look));
    return longer(late.compareTo(block.multipliedBy(2)) < 0 ? block.dividedBy(4) : patient, LEAST);
  }

  /**
   * The middle of the next window, should the chain go twice as fast: one of less than half a
   * minute would be over. A longer one is worth no poll more in every epoch.
   */
  private Duration inside(Duration ahead, Look look) {
    Duration quarter = quarterOfWindow(look);
    boolean brief = quarter.multipliedBy(8).compareTo(timeouts.toRealTime(STEADY, LEAST)) < 0;
    return brief ? ahead.dividedBy(2).plus(quarter) : ahead;
  }

  private Duration block() {
    return timeouts.toRealTime(times.measured(), LEAST);
  }

  private Duration quarterOfWindow(Look look) {
    return longer(block().multipliedBy(look.windowLength()).dividedBy(4), LEAST);
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) > 0 ? a : b;
  }
}
