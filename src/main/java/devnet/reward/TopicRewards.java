package devnet.reward;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Divides the reward of an epoch between inferers, forecasters and reputers of a topic: each task
 * gets a share by the entropy of its members' parts, and each member a part by its score.
 */
public final class TopicRewards {
  private static final double ALPHA = 0.1;
  private static final double BETA = 0.25;
  private static final double ENTROPY_OF_ONE = 0.173286795139986;
  private static final double EPSILON = 0.01;
  private static final double CENTRE = 0.75;
  private static final double REPUTER_POWER = 3;
  private static final int SAMPLES = 10;

  private final ScoredTask inference = new ScoredTask(1);
  private final ScoredTask forecasting = new ScoredTask(3);
  private final Task reputing = new Task();
  private double forecasterRatio;

  /** Something of an epoch for each member, by address. */
  public record ByRole<T>(
      Map<String, T> inferers, Map<String, T> forecasters, Map<String, T> reputers) {
    public ByRole {
      inferers = new TreeMap<>(inferers);
      forecasters = new TreeMap<>(forecasters);
      reputers = new TreeMap<>(reputers);
    }
  }

  /**
   * @param pool of the epoch
   * @param stakes of the reputers
   * @param gain loss of the naive inference less that of the network's, which forecasters brought
   * @return what each is paid, before it is cut to whole uallo
   */
  public ByRole<BigDecimal> divide(
      BigDecimal pool, ByRole<Double> scores, Map<String, Double> stakes, double gain) {
    Map<String, Double> inferers = inference.fractions(scores.inferers());
    Map<String, Double> forecasters = forecasting.fractions(scores.forecasters());
    Map<String, Double> reputers = new TreeMap<>(scores.reputers());
    reputers.replaceAll((who, score) -> Math.pow(stakes.get(who) * score, REPUTER_POWER));
    normalize(reputers);
    double ofInferers = inference.entropy(inferers);
    double ofForecasters = inferers.size() > 1 ? forecasting.entropy(forecasters) : 0;
    double ofReputers = reputing.entropy(reputers);
    double sum = ofInferers + ofForecasters + ofReputers;
    double utility = utility(gain, scores.inferers().values());
    double scale =
        (ofInferers + ofForecasters) / ((1 - utility) * ofInferers + utility * ofForecasters);
    return new ByRole<>(
        paid(pool, inferers, (1 - utility) * scale * ofInferers / sum),
        paid(pool, forecasters, utility * scale * ofForecasters / sum),
        paid(pool, reputers, ofReputers / sum));
  }

  /** Running mean of the fractions that each was paid of its task; none of who was not paid yet. */
  public ByRole<Double> previousFractions() {
    return new ByRole<>(inference.previous, forecasting.previous, reputing.previous);
  }

  /** How much the forecasters' task earns beside the inferers', from 0.1 to 0.5. */
  private double utility(double gain, Collection<Double> infererScores) {
    double best = infererScores.stream().mapToDouble(it -> it).max().orElse(0);
    double most = Math.max(0, best);
    if (most == 0 && gain == 0) {
      forecasterRatio = 0;
      return 0.5;
    }
    double ratio = gain / (most == 0 ? Math.abs(gain) : most);
    forecasterRatio = ALPHA * ratio + (1 - ALPHA) * forecasterRatio;
    return 0.1 + 0.4 * Math.min(1, Math.max(0, forecasterRatio));
  }

  private static Map<String, BigDecimal> paid(
      BigDecimal pool, Map<String, Double> fractions, double share) {
    Map<String, BigDecimal> paid = new TreeMap<>();
    fractions.forEach(
        (who, part) ->
            paid.put(who, pool.multiply(new BigDecimal(part * share), MathContext.DECIMAL64)));
    return paid;
  }

  private static void normalize(Map<String, Double> parts) {
    double sum = parts.values().stream().mapToDouble(it -> it).sum();
    parts.replaceAll((who, part) -> sum == 0 ? 1.0 / parts.size() : part / sum);
  }

  /** What members were paid lately, from which follows how many of them count. */
  private static class Task {
    final Map<String, Double> previous = new HashMap<>();

    /** Of the running means of these fractions; copies of one worker add nothing. */
    double entropy(Map<String, Double> fractions) {
      Map<String, Double> means = new TreeMap<>(fractions);
      means.replaceAll((who, now) -> ALPHA * now + (1 - ALPHA) * previous.getOrDefault(who, now));
      double number = 1 / means.values().stream().mapToDouble(it -> it * it).sum();
      normalize(means);
      previous.putAll(means);
      double entropy =
          -means.values().stream().filter(it -> it > 0).mapToDouble(it -> it * Math.log(it)).sum();
      return switch (means.size()) {
        case 0 -> 0;
        case 1 -> ENTROPY_OF_ONE;
        default -> entropy * Math.pow(number / means.size(), BETA);
      };
    }
  }

  /** One whose members are paid by score, measured by how much scores vary. */
  private static final class ScoredTask extends Task {
    private final double power;
    private List<Double> latest = List.of();

    ScoredTask(double power) {
      this.power = power;
    }

    Map<String, Double> fractions(Map<String, Double> scores) {
      List<Double> all = new ArrayList<>(scores.values());
      all.addAll(latest);
      latest = List.copyOf(all.subList(0, Math.min(SAMPLES, all.size())));
      double spread = deviation(latest);
      Map<String, Double> parts = new TreeMap<>(scores);
      parts.replaceAll(
          (who, score) ->
              spread < EPSILON ? 1 : softplus(power * (score / (spread + EPSILON) - CENTRE)));
      normalize(parts);
      return parts;
    }

    /**
     * Beyond 30 it differs from x by less than 1e-13; far beyond, the power is no number any more.
     */
    private static double softplus(double x) {
      return x > 30 ? x : Math.log1p(Math.exp(x));
    }

    private static double deviation(List<Double> numbers) {
      double mean = numbers.stream().mapToDouble(it -> it).average().orElse(0);
      double squares = numbers.stream().mapToDouble(it -> (it - mean) * (it - mean)).sum();
      return numbers.size() < 2 ? 0 : Math.sqrt(squares / (numbers.size() - 1));
    }
  }
}
