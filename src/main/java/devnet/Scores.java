package devnet;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Running scores of a topic's workers. A newcomer starts at the initial score; each scored nonce
 * moves a score by a tenth of the difference.
 */
final class Scores {
  static final double ALPHA = 0.1;

  /** A worker's score and the nonce it was last updated for. */
  record Entry(double value, long nonce) {}

  private final Map<String, Entry> entries = new HashMap<>();
  private double initial;

  double of(String worker) {
    return find(worker).map(Entry::value).orElse(initial);
  }

  Optional<Entry> find(String worker) {
    return Optional.ofNullable(entries.get(worker));
  }

  double initial() {
    return initial;
  }

  /** Score that newcomers begin with; the higher, the easier they get into a full set. */
  void initial(double value) {
    initial = value;
  }

  void put(String worker, double value, long nonce) {
    entries.put(worker, new Entry(value, nonce));
  }

  void observe(String worker, double score, long nonce) {
    put(worker, of(worker) + ALPHA * (score - of(worker)), nonce);
  }
}
