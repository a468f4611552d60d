package devnet;

import java.util.ArrayList;
import java.util.List;

/** Checked transactions on their way into a block, in order of arrival. */
final class Mempool {
  /**
   * @param since height committed when it arrived
   */
  private record Waiting(Tx tx, long since) {}

  private final List<Waiting> waiting = new ArrayList<>();

  /** Blocks a transaction waits beyond the next one. */
  long delay;

  /** How many of the next transactions vanish although their sender is told they are in. */
  int drops;

  boolean full;

  /** First block that may hold a transaction. */
  long heldUntil;

  boolean holds(String hash) {
    return waiting.stream().anyMatch(it -> it.tx().hash().equals(hash));
  }

  long of(String sender) {
    return waiting.stream().filter(it -> it.tx().sender().equals(sender)).count();
  }

  void add(Tx tx, long height) {
    if (drops > 0) {
      drops--;
      return;
    }
    waiting.add(new Waiting(tx, height));
  }

  /** Takes out what the block of this height may include. */
  List<Tx> take(long height) {
    List<Tx> due =
        waiting.stream()
            .filter(it -> height > it.since() + delay && height >= heldUntil)
            .map(Waiting::tx)
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
