package devnet.reward;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Scores of a topic's reputers: how close each one's losses are to those of all, weighted by stake
 * and by how much each is listened to. The listening is adjusted with every epoch.
 */
public final class ConsensusScores {
  private static final double TOLERANCE = 0.01;
  private static final double TINY = 1e-7;
  private static final double LEARNING_RATE = 0.05;
  private static final double STEP = 0.001;
  private static final double LEAST_GRADIENT = 0.001;
  private static final double LEAST_LISTENED = 0.5;
  private static final int MOST_ROUNDS = 10;

  private final Map<String, Double> listening = new HashMap<>();

  /** From 0 to 1, which it is before the first epoch. */
  public double listeningTo(String reputer) {
    return listening.getOrDefault(reputer, 1.0);
  }

  /**
   * @param losses of each reputer by name of the number; what one of them lacks counts as the value
   *     that is farthest from all
   * @return score of each reputer, about 100 where all agree
   */
  public Map<String, Double> score(
      Map<String, Map<String, Double>> losses, Map<String, Double> stakes) {
    List<String> reputers = List.copyOf(new TreeSet<>(losses.keySet()));
    TreeSet<String> names = new TreeSet<>();
    losses.values().forEach(it -> names.addAll(it.keySet()));
    double[][] rows =
        reputers.stream()
            .map(
                reputer ->
                    names.stream()
                        .mapToDouble(it -> losses.get(reputer).getOrDefault(it, Double.NaN))
                        .toArray())
            .toArray(double[][]::new);
    Epoch epoch = new Epoch(rows, reputers.stream().mapToDouble(stakes::get).toArray());
    double[] listened = reputers.stream().mapToDouble(this::listeningTo).toArray();
    double[] scores = epoch.adjust(listened);
    Map<String, Double> byReputer = new TreeMap<>();
    for (int i = 0; i < scores.length; i++) {
      byReputer.put(reputers.get(i), scores[i]);
      listening.put(reputers.get(i), listened[i]);
    }
    return byReputer;
  }

  /** One row of losses for each reputer. */
  private record Epoch(double[][] losses, double[] stakes) {

    /** Gradient descent; the listening is changed in place. Scores are those of its last round. */
    double[] adjust(double[] listened) {
      double[] scores = scores(listened);
      boolean moving = true;
      for (int round = 0; moving && round < MOST_ROUNDS; round++) {
        double[] before = listened.clone();
        scores = scores(before);
        double[] next = step(before, weighted(scores));
        double heard = weighted(next) / sum(stakes);
        double heardBefore = weighted(before) / sum(stakes);
        boolean stuck = heard < LEAST_LISTENED && heard == heardBefore;
        double share =
            heard < LEAST_LISTENED && !stuck
                ? (LEAST_LISTENED - heardBefore) / (heard - heardBefore)
                : 1;
        double largest = 0;
        for (int i = 0; !stuck && i < listened.length; i++) {
          listened[i] = share == 1 ? next[i] : before[i] + (next[i] - before[i]) * share;
          largest = Math.max(largest, Math.abs(listened[i] - before[i]));
        }
        moving = !stuck && largest / LEARNING_RATE >= LEAST_GRADIENT;
      }
      return scores;
    }

    private double[] step(double[] listened, double sum) {
      double[] next = listened.clone();
      for (int i = 0; i < listened.length; i++) {
        double by = listened[i] == 1 ? -STEP : STEP;
        double[] other = listened.clone();
        other[i] += by;
        double gradient = (1 - sum / weighted(scores(other))) / by;
        next[i] = Math.min(1, Math.max(0, listened[i] + LEARNING_RATE * gradient));
      }
      return next;
    }

    private double weighted(double[] numbers) {
      return IntStream.range(0, numbers.length).mapToDouble(i -> numbers[i] * stakes[i]).sum();
    }

    private double[] scores(double[] listened) {
      double heard = weighted(listened);
      double[] weights = new double[stakes.length];
      Arrays.setAll(weights, i -> Math.min(1, stakes.length * listened[i] * stakes[i] / heard));
      double[] consensus = new double[losses[0].length];
      double[] farthest = new double[consensus.length];
      for (int j = 0; j < consensus.length; j++) {
        int number = j;
        double[] column = Arrays.stream(losses).mapToDouble(it -> it[number]).toArray();
        consensus[j] = mean(column, weights);
        farthest[j] = farthestBelow(column, consensus[j]);
      }
      double norm = Math.sqrt(DoubleStream.of(consensus).map(it -> it * it).sum());
      double scale = norm == 0 ? TINY : norm;
      return Arrays.stream(losses)
          .mapToDouble(it -> 1 / (distance(it, consensus, farthest) / scale + TOLERANCE))
          .toArray();
    }

    private static double mean(double[] column, double[] weights) {
      double sum = 0;
      double total = 0;
      for (int i = 0; i < column.length; i++) {
        sum += Double.isNaN(column[i]) ? 0 : column[i] * weights[i];
        total += Double.isNaN(column[i]) ? 0 : weights[i];
      }
      return sum / total;
    }

    /** The chain compares signed distances. */
    private static double farthestBelow(double[] column, double consensus) {
      double most = -1;
      double value = 0;
      for (double it : column) {
        if (consensus - it > most) {
          most = consensus - it;
          value = it;
        }
      }
      return value;
    }

    private static double distance(double[] row, double[] consensus, double[] farthest) {
      double squares = 0;
      for (int j = 0; j < row.length; j++) {
        double off = (Double.isNaN(row[j]) ? farthest[j] : row[j]) - consensus[j];
        squares += off * off;
      }
      return Math.sqrt(squares);
    }

    private static double sum(double[] numbers) {
      return DoubleStream.of(numbers).sum();
    }
  }
}
