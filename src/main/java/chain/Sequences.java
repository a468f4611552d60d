package chain;

import domain.Attempt;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;

/**
 * Owns the sequence numbers of one wallet, so that transactions for several topics may be on their
 * way at once. A number is given again as soon as its transaction can no longer be included.
 */
final class Sequences {
  private record Held(Object owner, String hash, long timeoutHeight) {}

  private final TreeMap<Long, Held> held = new TreeMap<>();

  /**
   * Signs with the lowest number that is neither spent nor on its way, and holds it. An earlier
   * transaction of the same owner gives its number back first.
   *
   * @param committed asks the chain for the account's sequence
   */
  synchronized Attempt take(
      Object owner, LongSupplier committed, long height, LongFunction<Attempt> signer) {
    held.values().removeIf(h -> h.owner().equals(owner) || h.timeoutHeight() < height);
    long next = committed.getAsLong();
    held.headMap(next).clear();
    while (held.containsKey(next)) {
      next++;
    }
    Attempt attempt = signer.apply(next);
    hold(owner, attempt);
    return attempt;
  }

  /** Takes notice of a transaction signed earlier, perhaps before a restart. */
  synchronized void hold(Object owner, Attempt attempt) {
    held.put(attempt.sequence(), new Held(owner, attempt.hash(), attempt.timeoutHeight()));
  }

  /** The transaction is settled or can never be included. */
  synchronized void release(Attempt attempt) {
    held.values().removeIf(h -> h.hash().equals(attempt.hash()));
  }

  /** Whether a transaction of another owner with this number is on its way. */
  synchronized boolean heldByOther(Object owner, long sequence) {
    Map.Entry<Long, Held> entry = held.floorEntry(sequence);
    return entry != null && entry.getKey() == sequence && !entry.getValue().owner().equals(owner);
  }
}
