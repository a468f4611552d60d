package devnet;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The true record of what every included worker payload came to, kept by the ledger itself. */
public final class Judge {
  /**
   * One payload that a block included.
   *
   * @param height the block's
   * @param at its header time
   * @param fee in uallo, paid whatever became of it
   * @param stored whether the inference entered the active set
   */
  public record Attempt(
      String worker,
      String value,
      String hash,
      long height,
      Instant at,
      String codespace,
      int code,
      String log,
      BigInteger fee,
      boolean stored) {}

  /**
   * One nonce of a topic.
   *
   * @param openedAt header time of the nonce's block
   * @param kept workers whose inference was in the set when the window closed; empty before
   */
  public record NonceRecord(
      long topic,
      long nonce,
      Instant openedAt,
      boolean closed,
      List<Attempt> attempts,
      List<String> kept) {
    public NonceRecord {
      attempts = List.copyOf(attempts);
      kept = List.copyOf(kept);
    }

    /** Attempts whose inference was stored. */
    public List<Attempt> accepted() {
      return attempts.stream().filter(Attempt::stored).toList();
    }

    /** Included payloads of a worker who was already stored for this nonce. */
    public long doubles() {
      List<String> stored = new ArrayList<>();
      long count = 0;
      for (Attempt attempt : attempts) {
        count += stored.contains(attempt.worker()) ? 1 : 0;
        if (attempt.stored()) {
          stored.add(attempt.worker());
        }
      }
      return count;
    }
  }

  private final Map<Long, TreeMap<Long, NonceRecord>> topics = new TreeMap<>();

  /** Every nonce of the topic so far, oldest first. */
  public synchronized List<NonceRecord> nonces(long topic) {
    return List.copyOf(of(topic).values());
  }

  /** Inferences stored for the topic, of all workers with transactions of their own. */
  public int accepted(long topic) {
    return (int) attempted(topic).filter(Attempt::stored).count();
  }

  /** Payloads included for the topic, whatever became of them. */
  public int attempts(long topic) {
    return (int) attempted(topic).count();
  }

  /** Payloads included after the same worker was already stored for the same nonce. */
  public int doubles(long topic) {
    return (int) nonces(topic).stream().mapToLong(NonceRecord::doubles).sum();
  }

  public synchronized List<Long> topics() {
    return List.copyOf(topics.keySet());
  }

  private Stream<Attempt> attempted(long topic) {
    return nonces(topic).stream().flatMap(it -> it.attempts().stream());
  }

  synchronized void opened(long topic, long nonce, Instant at) {
    of(topic).put(nonce, new NonceRecord(topic, nonce, at, false, List.of(), List.of()));
  }

  synchronized void closed(long topic, long nonce, Collection<String> kept) {
    of(topic)
        .computeIfPresent(
            nonce,
            (it, old) ->
                new NonceRecord(
                    topic, nonce, old.openedAt(), true, old.attempts(), List.copyOf(kept)));
  }

  synchronized void attempted(long topic, long nonce, Attempt attempt) {
    NonceRecord old = of(topic).get(nonce);
    if (old != null) {
      List<Attempt> all = new ArrayList<>(old.attempts());
      all.add(attempt);
      of(topic)
          .put(nonce, new NonceRecord(topic, nonce, old.openedAt(), old.closed(), all, old.kept()));
    }
  }

  private synchronized TreeMap<Long, NonceRecord> of(long topic) {
    return topics.computeIfAbsent(topic, it -> new TreeMap<>());
  }
}
