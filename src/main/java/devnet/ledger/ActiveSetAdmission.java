package devnet.ledger;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/**
 * Decides whether an inference enters the active set of its nonce. A full set keeps the better
 * scores, and the transaction of the one left out succeeds all the same.
 */
public final class ActiveSetAdmission {
  private final LedgerTopic topic;
  private final int limit;

  public ActiveSetAdmission(LedgerTopic topic, int limit) {
    this.topic = topic;
    this.limit = limit;
  }

  /** Refuses a second answer to the same nonce. */
  public void rejectDuplicate(String worker, long nonce) {
    if (topic.inferencesAt(nonce).containsKey(worker)) {
      throw new TxRejectedException(
          "undefined", 1, "Error appending inference: inference already submitted");
    }
    boolean scored =
        topic.scores.findScore(worker).map(it -> it.nonce() == nonce && nonce > 0).orElse(false);
    if (scored) {
      throw TxRejectedException.emissionsError(78, "cannot update EMA more than once per window");
    }
  }

  /** Whether it was stored. */
  public boolean tryAdd(LedgerInference entry) {
    Map<String, LedgerInference> set = topic.getOrCreateInferences(entry.nonce());
    if (set.size() >= limit && !evictWeaker(set, entry)) {
      topic.scores.updateAverage(entry.worker(), topic.scores.initialScore(), entry.nonce());
      return false;
    }
    set.put(entry.worker(), entry);
    topic.latestByWorker.put(entry.worker(), entry);
    return true;
  }

  private boolean evictWeaker(Map<String, LedgerInference> set, LedgerInference entry) {
    LedgerInference lowest = lowest(set).orElseThrow();
    if (topic.scores.scoreOf(entry.worker()) <= topic.scores.scoreOf(lowest.worker())) {
      return false;
    }
    set.remove(lowest.worker());
    topic.latestByWorker.remove(lowest.worker());
    topic.scores.updateAverage(lowest.worker(), topic.scores.initialScore(), entry.nonce());
    return true;
  }

  private Optional<LedgerInference> lowest(Map<String, LedgerInference> set) {
    return set.values().stream()
        .min(Comparator.comparingDouble(it -> topic.scores.scoreOf(it.worker())));
  }
}
