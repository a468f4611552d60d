package devnet.block;

import java.util.ArrayList;
import java.util.List;

/** Checked transactions on their way into a block, in order of arrival. */
public final class SimulatedMempool {
  /**
   * @param since height committed when it arrived
   */
  private record PendingTx(DecodedTx tx, long since) {}

  private final List<PendingTx> waiting = new ArrayList<>();

  /** Blocks a transaction waits beyond the next one. */
  public long extraDelayBlocks;

  /** How many of the next transactions vanish although their sender is told they are in. */
  public int dropsLeft;

  public boolean full;

  /** First block that may hold a transaction. */
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

  /** Takes out what the block of this height may include. */
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
