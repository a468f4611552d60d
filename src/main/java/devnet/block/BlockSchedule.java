package devnet.block;

import devnet.ledger.LedgerState;
import java.time.Duration;
import java.time.Instant;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/** When blocks come, and what a scenario wants to happen on the way. */
public final class BlockSchedule {
  private final TreeMap<Long, Consumer<LedgerState>> byBlock = new TreeMap<>();
  private LongFunction<Duration> blockTime;
  private Instant next;
  private Instant haltedUntil = Instant.MIN;

  /** Factor on the gas a block charges, beside what simulation foresees. */
  public double gasSurge = 1;

  BlockSchedule(Instant genesis, Duration blockTime) {
    this.blockTime = height -> blockTime;
    this.next = genesis.plus(blockTime);
  }

  boolean isDue(Instant now) {
    return !now.isBefore(next) && !now.isBefore(haltedUntil);
  }

  /** Header time of the next block. */
  Instant advanceToNextBlockTime() {
    if (next.isBefore(haltedUntil)) {
      next = haltedUntil;
    }
    return next;
  }

  /** Block time may differ from block to block. */
  public void setBlockTime(LongFunction<Duration> byHeight) {
    blockTime = byHeight;
  }

  /** No block before this moment; the chain does not catch up on those it missed. */
  public void haltUntil(Instant until) {
    haltedUntil = until;
  }

  public void runAtHeight(long height, Consumer<LedgerState> plan) {
    byBlock.merge(height, plan, Consumer::andThen);
  }

  void enterBlock(long height, LedgerState state) {
    next = state.time.plus(blockTime.apply(height));
    while (!byBlock.isEmpty() && byBlock.firstKey() <= height) {
      byBlock.pollFirstEntry().getValue().accept(state);
    }
  }
}
