package chain.tx;

import base.BoundedNumbers;
import domain.Attempt;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Owns the sequence numbers of one wallet, so that transactions for several topics may be on their
 * way at once. A number is given again as soon as its transaction can no longer be included.
 */
public final class SequenceNumbers {
  private record Reservation(Object owner, String hash, long timeoutHeight) {}

  private static final Pattern MISMATCH =
      Pattern.compile("expected ([0-9]{1,9}), got ([0-9]{1,9})(?![0-9])");

  private final TreeMap<Long, Reservation> held = new TreeMap<>();

  /** Hashes of transactions signed here that no node has taken or left unanswered yet. */
  private final Set<String> unsent = new HashSet<>();

  private long told;
  private long included;
  private long changes;

  /** The sequence that a refusal says the chain wants next, if it says one. */
  public static OptionalLong parseExpected(String refusal) {
    Matcher mismatch = MISMATCH.matcher(refusal);
    return mismatch.find()
        ? OptionalLong.of(BoundedNumbers.parseLong(mismatch.group(1)))
        : OptionalLong.empty();
  }

  /**
   * Signs with the lowest number that is neither spent nor on its way, and holds it. An earlier
   * transaction of the same owner gives its number back first.
   *
   * @param committed asks the chain for the account's sequence
   */
  public synchronized Attempt reserveAndSign(
      Object owner, LongSupplier committed, long height, LongFunction<Attempt> signer) {
    held.values().removeIf(h -> h.owner().equals(owner) || h.timeoutHeight() < height);
    long spent = committed.getAsLong();
    held.headMap(spent).clear();
    long next = Math.max(Math.max(spent, told), included);
    while (held.containsKey(next)) {
      next++;
    }
    Attempt attempt = signer.apply(next);
    reserve(owner, attempt);
    unsent.add(attempt.hash());
    return attempt;
  }

  /**
   * The number that a node wants next. It may lie beyond what blocks include, where another
   * program's transaction is on its way; a later word, lower or higher, takes its place.
   */
  public synchronized void updateSequence(long expected) {
    told = expected;
    included = 0;
    changes++;
  }

  /** A node refused a transaction: what was read before it was signed may be wrong. */
  public synchronized void recordRefusal() {
    changes++;
  }

  /** The sequence by what blocks included and nodes said, without asking; 0 where neither is. */
  synchronized long countedSequence() {
    return Math.max(told, included);
  }

  /** How often a number was doubted so far: what was read of the account before may be wrong. */
  public synchronized long changeCount() {
    return changes;
  }

  /** A node has taken the transaction, or gave no answer to it. */
  public synchronized void markBroadcast(Attempt attempt) {
    unsent.remove(attempt.hash());
  }

  /** Whether a block may include it without our knowing. Always so after a restart. */
  public synchronized boolean mayBeBroadcast(Attempt attempt) {
    return !unsent.contains(attempt.hash());
  }

  /** Another process may have sent, or settled, what was signed here. */
  public synchronized void forgetAll() {
    held.clear();
    unsent.clear();
    told = 0;
    included = 0;
    changes++;
  }

  /** Records a transaction signed earlier, perhaps before a restart. */
  public synchronized void reserve(Object owner, Attempt attempt) {
    held.put(attempt.sequence(), new Reservation(owner, attempt.hash(), attempt.timeoutHeight()));
  }

  /** The transaction was refused, or can never be included. */
  public synchronized void release(Attempt attempt) {
    changes++;
    removeHold(attempt);
  }

  /**
   * A block holds the transaction, which has spent its number unless the code says otherwise.
   *
   * @see TxErrorTable#spendsSequence
   */
  public synchronized void markIncluded(Attempt attempt, String codespace, int code) {
    if (TxErrorTable.spendsSequence(codespace, code)) {
      markIncluded(attempt);
    } else {
      release(attempt);
    }
  }

  /** A block holds the transaction, which has spent its number. */
  public synchronized void markIncluded(Attempt attempt) {
    included = Math.max(included, attempt.sequence() + 1);
    removeHold(attempt);
  }

  private void removeHold(Attempt attempt) {
    held.values().removeIf(h -> h.hash().equals(attempt.hash()));
    unsent.remove(attempt.hash());
  }

  /** Whether a transaction of another owner with this number is on its way. */
  public synchronized boolean isReservedByOther(Object owner, long sequence) {
    Map.Entry<Long, Reservation> entry = held.floorEntry(sequence);
    return entry != null && entry.getKey() == sequence && !entry.getValue().owner().equals(owner);
  }
}
