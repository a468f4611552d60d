package devnet.block;

import devnet.ledger.LedgerState;
import devnet.tx.DecodedTx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/** When the next block is due, and the actions that a scenario scheduled for a height. */
public final class BlockSchedule {
  private final TreeMap<Long, Consumer<LedgerState>> byBlock = new TreeMap<>();
  private LongFunction<Duration> blockTime;
  private Instant next;
  private Instant haltedUntil = Instant.MIN;

  /** Factor between the gas that a block charges and the gas that simulation returns. */
  public double gasFactor = 1;

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

  /** Makes no block before this moment; blocks that were due until then are not made later. */
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

  /** Checked transactions on their way into a block, in order of arrival. */
  public static final class SimulatedMempool {
    /**
     * @param since height committed when it arrived
     */
    private record PendingTx(DecodedTx tx, long since) {}

    private final List<PendingTx> waiting = new ArrayList<>();

    /** Blocks a transaction waits beyond the next one. */
    public long extraDelayBlocks;

    /** How many of the next transactions are dropped although CheckTx returns code 0. */
    public int dropsLeft;

    public boolean full;

    /** Height of the first block that may include transactions. */
    public long heldUntil;

    boolean contains(String hash) {
      return waiting.stream().anyMatch(it -> it.tx().hash().equals(hash));
    }

    long pendingCountOf(String sender) {
      return waiting.stream().filter(it -> it.tx().sender().equals(sender)).count();
    }

    void add(DecodedTx tx, long height) {
      if (dropsLeft > 0) {
        dropsLeft--;
        return;
      }
      waiting.add(new PendingTx(tx, height));
    }

    /** Removes and returns the transactions that the block of this height includes. */
    List<DecodedTx> takeDue(long height) {
      List<DecodedTx> due =
          waiting.stream()
              .filter(it -> height > it.since() + extraDelayBlocks && height >= heldUntil)
              .map(PendingTx::tx)
              .toList();
      waiting.removeIf(it -> due.contains(it.tx()));
      return due;
    }

    void clear() {
      waiting.clear();
    }

    int size() {
      return waiting.size();
    }
  }
}
