package devnet;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/**
 * Decides whether an inference enters the active set of its nonce. A full set keeps the better
 * scores, and the transaction of the one left out succeeds all the same.
 */
final class Admission {
  private final Topic topic;
  private final int limit;

  Admission(Topic topic, int limit) {
    this.topic = topic;
    this.limit = limit;
  }

  /** Refuses a second answer to the same nonce. */
  void check(String worker, long nonce) {
    if (topic.set(nonce).containsKey(worker)) {
      throw new Refusal("undefined", 1, "inference already submitted");
    }
    boolean scored =
        topic.scores.find(worker).map(it -> it.nonce() == nonce && nonce > 0).orElse(false);
    if (scored) {
      throw Refusal.emissions(78, "cannot update EMA more than once per window");
    }
  }

  /** Whether it was stored. */
  boolean enter(Stored entry) {
    Map<String, Stored> set = topic.openSet(entry.nonce());
    if (set.size() >= limit && !evictWeaker(set, entry)) {
      topic.scores.observe(entry.worker(), topic.scores.initial(), entry.nonce());
      return false;
    }
    set.put(entry.worker(), entry);
    topic.latest.put(entry.worker(), entry);
    return true;
  }

  private boolean evictWeaker(Map<String, Stored> set, Stored entry) {
    Stored lowest = lowest(set).orElseThrow();
    if (topic.scores.of(entry.worker()) <= topic.scores.of(lowest.worker())) {
      return false;
    }
    set.remove(lowest.worker());
    topic.latest.remove(lowest.worker());
    topic.scores.observe(lowest.worker(), topic.scores.initial(), entry.nonce());
    return true;
  }

  private Optional<Stored> lowest(Map<String, Stored> set) {
    return set.values().stream()
        .min(Comparator.comparingDouble(it -> topic.scores.of(it.worker())));
  }
}
