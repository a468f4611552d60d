package scoring;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What the network's losses of each worker lead one to expect of its next: an exponentially
 * weighted mean of its past ones, drawn towards that of all the more the fewer there were. Losses
 * are in the unit in which reputers report them. Not for several threads.
 */
public final class LossForecast {
  private static final double NEWEST = 0.3;

  /** Losses as many as which the mean of all counts. */
  private static final double SHRINKAGE = 2;

  private record Average(double mean, int count) {
    Average with(double loss) {
      return count == 0
          ? new Average(loss, 1)
          : new Average(mean + NEWEST * (loss - mean), count + 1);
    }
  }

  private final Map<String, Average> averages = new TreeMap<>();
  private long newest = -1;

  /** Newest nonce whose losses were taken in; -1 for none. */
  public long newestNonce() {
    return newest;
  }

  /** Takes in the losses of a closed nonce, in the order of nonces; each once. */
  public void observe(long nonce, Map<String, Double> losses) {
    if (nonce > newest) {
      newest = nonce;
      losses.forEach(
          (worker, loss) ->
              averages.merge(worker, new Average(loss, 1), (old, one) -> old.with(one.mean())));
    }
  }

  /**
   * The loss expected of each of these workers, of the best known first; sorted by address.
   *
   * @param most how many
   * @param allowed asked of the best known first, until there are as many
   * @return empty before the first losses
   */
  public Map<String, Double> expected(
      Collection<String> workers, int most, Predicate<String> allowed) {
    Map<String, Double> losses = new TreeMap<>();
    if (averages.isEmpty()) {
      return losses;
    }
    double mean = averages.values().stream().mapToDouble(Average::mean).average().orElseThrow();
    Map<String, Integer> known = new LinkedHashMap<>();
    workers.forEach(it -> known.put(it, averages.getOrDefault(it, new Average(0, 0)).count()));
    known.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .filter(it -> allowed.test(it.getKey()))
        .limit(most)
        .forEach(it -> losses.put(it.getKey(), shrunk(it.getKey(), mean)));
    return losses;
  }

  private double shrunk(String worker, double mean) {
    Average own = averages.getOrDefault(worker, new Average(mean, 0));
    return mean + own.count() / (own.count() + SHRINKAGE) * (own.mean() - mean);
  }
}
