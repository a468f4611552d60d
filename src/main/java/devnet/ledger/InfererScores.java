package devnet.ledger;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Running scores of a topic's workers. A newcomer starts at the initial score; each scored nonce
 * moves a score by a tenth of the difference.
 */
public final class InfererScores {
  static final double ALPHA = 0.1;

  /** A worker's score and the nonce it was last updated for. */
  public record ScoreEntry(double value, long nonce) {}

  private final Map<String, ScoreEntry> entries = new HashMap<>();
  private double initial;

  public double scoreOf(String worker) {
    return findScore(worker).map(ScoreEntry::value).orElse(initial);
  }

  public Optional<ScoreEntry> findScore(String worker) {
    return Optional.ofNullable(entries.get(worker));
  }

  public double initialScore() {
    return initial;
  }

  /** Score that newcomers begin with; the higher, the easier they get into a full set. */
  void initialScore(double value) {
    initial = value;
  }

  public void setScore(String worker, double value, long nonce) {
    entries.put(worker, new ScoreEntry(value, nonce));
  }

  void updateAverage(String worker, double score, long nonce) {
    setScore(worker, scoreOf(worker) + ALPHA * (score - scoreOf(worker)), nonce);
  }
}
