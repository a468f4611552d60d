package devnet.rest;

import devnet.ledger.LedgerTopic;
import devnet.ledger.LedgerTopic.LedgerInference;
import devnet.proto.Forecast;
import devnet.proto.ForecastElement;
import devnet.proto.ValueBundle;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The value that a forecaster's expected losses imply: the mean of the inferers' values, weighted
 * by how much better than the network each is expected to be; their median while the network has no
 * loss to compare with.
 */
record ImpliedInferences(LedgerTopic topic, long nonce) {
  /** Steepness and offset of the chain's weights, and the most that a regret counts for. */
  private static final double P_NORM = 3;

  private static final double C_NORM = 0.75;
  private static final double MOST = C_NORM + 6.75 / P_NORM;

  /** By forecaster; without those who name no inferer of the nonce. */
  Map<String, BigDecimal> all() {
    Map<String, BigDecimal> implied = new TreeMap<>();
    topic
        .reputers
        .forecastsAt(nonce)
        .forEach((it, forecast) -> imply(forecast).ifPresent(value -> implied.put(it, value)));
    return implied;
  }

  private Optional<BigDecimal> imply(Forecast forecast) {
    Map<String, LedgerInference> inferences = topic.inferencesAt(nonce);
    List<ForecastElement> named =
        forecast.getForecastElementsList().stream()
            .filter(it -> inferences.containsKey(it.getInferer()))
            .toList();
    List<BigDecimal> values =
        named.stream().map(it -> new BigDecimal(inferences.get(it.getInferer()).value())).toList();
    if (values.size() < 2) {
      return values.stream().findFirst();
    }
    return Optional.of(
        topic
            .reputers
            .lossesAt(topic.reputers.lastCommitNonce)
            .map(ValueBundle::getCombinedValue)
            .map(it -> weightedMean(values, weights(named, Double.parseDouble(it))))
            .orElseGet(() -> median(values)));
  }

  private static double[] weights(List<ForecastElement> named, double networkLoss) {
    double[] regrets =
        named.stream().mapToDouble(it -> networkLoss - Double.parseDouble(it.getValue())).toArray();
    double mean = 0;
    for (double it : regrets) {
      mean += it / regrets.length;
    }
    double variance = 0;
    for (double it : regrets) {
      variance += (it - mean) * (it - mean) / regrets.length;
    }
    double scale = Math.sqrt(variance) + 0.01;
    double[] weights = new double[regrets.length];
    for (int i = 0; i < weights.length; i++) {
      double regret = Math.min(regrets[i] / scale, MOST);
      weights[i] = P_NORM / (Math.exp(P_NORM * (C_NORM - regret)) + 1);
    }
    return weights;
  }

  private static BigDecimal weightedMean(List<BigDecimal> values, double[] weights) {
    BigDecimal sum = BigDecimal.ZERO;
    BigDecimal all = BigDecimal.ZERO;
    for (int i = 0; i < weights.length; i++) {
      BigDecimal weight = BigDecimal.valueOf(weights[i]);
      sum = sum.add(values.get(i).multiply(weight));
      all = all.add(weight);
    }
    return all.signum() == 0 ? median(values) : sum.divide(all, MathContext.DECIMAL64);
  }

  private static BigDecimal median(List<BigDecimal> values) {
    List<BigDecimal> sorted = new ArrayList<>(values);
    sorted.sort(null);
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : sorted
            .get(half - 1)
            .add(sorted.get(half))
            .divide(BigDecimal.valueOf(2), MathContext.DECIMAL64);
  }
}
