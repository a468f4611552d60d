package scoring;

import domain.ValueBundle;
import domain.ValueBundle.Part;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What the network's losses of each worker lead one to expect of its next: an exponentially
 * weighted mean of its past ones, drawn towards that of all the more the fewer there were. The same
 * past is what a model of losses sees. Losses are in the unit in which reputers report them. Not
 * for several threads.
 */
public final class LossForecast {
  /** What a model of losses may have as inputs, one row for each worker; see docs/models.md. */
  public static final List<String> INPUTS =
      List.of(
          "last_loss", "mean_loss", "mean_of_all", "network_loss", "loss_without", "losses_seen");

  private static final double NEWEST = 0.3;

  /** Losses as many as which the mean of all counts. */
  private static final double SHRINKAGE = 2;

  private record Past(double mean, int count, double last, double without) {
    Past with(double loss, double withoutIt) {
      double now = count == 0 ? loss : mean + NEWEST * (loss - mean);
      return new Past(now, count + 1, loss, withoutIt);
    }
  }

  private final Map<String, Past> pasts = new TreeMap<>();
  private double network;
  private long newest = -1;

  /** Newest nonce whose losses were taken in; -1 for none. */
  public long newestNonce() {
    return newest;
  }

  public boolean isEmpty() {
    return pasts.isEmpty();
  }

  /** Takes in the losses of a closed nonce, in the order of nonces; each once. */
  public void observe(long nonce, ValueBundle losses) {
    if (nonce <= newest) {
      return;
    }
    newest = nonce;
    network = Double.parseDouble(losses.combined());
    Map<String, String> without = losses.list(Part.WITHOUT_INFERER);
    losses
        .list(Part.INFERERS)
        .forEach(
            (worker, loss) ->
                pasts.put(
                    worker,
                    pasts
                        .getOrDefault(worker, new Past(0, 0, 0, 0))
                        .with(
                            Double.parseDouble(loss),
                            Double.parseDouble(without.getOrDefault(worker, losses.combined())))));
  }

  /**
   * Whom to name: the best known of these workers, sorted by address.
   *
   * @param most how many
   * @param allowed asked of the best known first, until there are as many
   */
  public List<String> bestKnown(Collection<String> workers, int most, Predicate<String> allowed) {
    Map<String, Integer> known = new HashMap<>();
    workers.forEach(it -> known.put(it, past(it).count()));
    return workers.stream()
        .sorted(Comparator.comparing(known::get, Comparator.reverseOrder()))
        .filter(allowed)
        .limit(most)
        .sorted()
        .toList();
  }

  /** The loss expected of each of these workers; none before the first losses. */
  public Map<String, Double> expected(Collection<String> workers) {
    Map<String, Double> losses = new TreeMap<>();
    if (!pasts.isEmpty()) {
      double mean = meanOfAll();
      workers.forEach(it -> losses.put(it, shrunk(past(it), mean)));
    }
    return losses;
  }

  private static double shrunk(Past own, double mean) {
    return mean + own.count() / (own.count() + SHRINKAGE) * (own.mean() - mean);
  }

  /**
   * A worker's row for a model; of one that is not known the losses are the mean of all.
   *
   * @param names some of {@link #INPUTS}
   */
  public double[] inputs(String worker, List<String> names) {
    double all = meanOfAll();
    Past own = past(worker);
    boolean known = own.count() > 0;
    return names.stream()
        .mapToDouble(
            it ->
                switch (it) {
                  case "last_loss" -> known ? own.last() : all;
                  case "mean_loss" -> known ? own.mean() : all;
                  case "mean_of_all" -> all;
                  case "network_loss" -> network;
                  case "loss_without" -> known ? own.without() : network;
                  case "losses_seen" -> own.count();
                  default -> throw new IllegalArgumentException("no input is named " + it);
                })
        .toArray();
  }

  private Past past(String worker) {
    return pasts.getOrDefault(worker, new Past(0, 0, 0, 0));
  }

  private double meanOfAll() {
    return pasts.values().stream().mapToDouble(Past::mean).average().orElse(0);
  }
}
