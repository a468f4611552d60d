package devnet;

import java.time.Duration;
import java.time.Instant;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/** When blocks come, and what a scenario wants to happen on the way. */
final class Schedule {
  private final TreeMap<Long, Consumer<State>> plans = new TreeMap<>();
  private LongFunction<Duration> blockTime;
  private Instant next;
  private Instant haltedUntil = Instant.MIN;

  /** Factor on the gas a block charges, beside what simulation foresees. */
  double gasSurge = 1;

  Schedule(Instant genesis, Duration blockTime) {
    this.blockTime = height -> blockTime;
    this.next = genesis.plus(blockTime);
  }

  boolean due(Instant now) {
    return !now.isBefore(next) && !now.isBefore(haltedUntil);
  }

  /** Header time of the next block. */
  Instant next() {
    if (next.isBefore(haltedUntil)) {
      next = haltedUntil;
    }
    return next;
  }

  /** Block time may differ from block to block. */
  void blockTime(LongFunction<Duration> byHeight) {
    blockTime = byHeight;
  }

  /** No block before this moment; the chain does not catch up on those it missed. */
  void halt(Instant until) {
    haltedUntil = until;
  }

  void at(long height, Consumer<State> plan) {
    plans.merge(height, plan, Consumer::andThen);
  }

  void entering(long height, State state) {
    next = state.time.plus(blockTime.apply(height));
    while (!plans.isEmpty() && plans.firstKey() <= height) {
      plans.pollFirstEntry().getValue().accept(state);
    }
  }
}
