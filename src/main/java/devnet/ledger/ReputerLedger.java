package devnet.ledger;

import devnet.proto.Forecast;
import devnet.proto.ValueBundle;
import devnet.proto.WorkerAttributedValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Reports of a topic's reputers, with the losses, scores and regrets computed from them; guarded by
 * the ledger's lock.
 */
public final class ReputerLedger {
  private static final int KEPT_NONCES = 60;

  /** Nonces that wait for losses. */
  public final TreeSet<Long> openNonces = new TreeSet<>();

  public long lastCommitNonce;
  public long lastCommitHeight;

  private final TreeMap<Long, Map<String, ValueBundle>> reports = new TreeMap<>();
  private final TreeMap<Long, ValueBundle> losses = new TreeMap<>();
  private final TreeMap<Long, Map<String, BigDecimal>> scores = new TreeMap<>();
  private final TreeMap<Long, Map<String, Forecast>> forecasts = new TreeMap<>();
  private final Map<String, BigDecimal> regrets = new HashMap<>();

  /** First and last block that accept losses of a nonce, and the block whose end closes it. */
  public record ReputerWindow(long first, long last, long close) {
    public static ReputerWindow of(GenesisTopic topic, long nonce, boolean afterV5) {
      long lag = topic.groundTruthLag();
      long epoch = topic.epochLength();
      long close = nonce + lag + (epoch - lag % epoch) % epoch + epoch;
      return new ReputerWindow(
          nonce + lag, afterV5 ? close : Math.min(nonce + 2 * lag, close), close);
    }
  }

  public Map<String, ValueBundle> reportsAt(long nonce) {
    return reports.getOrDefault(nonce, Map.of());
  }

  public Optional<ValueBundle> lossesAt(long nonce) {
    return Optional.ofNullable(losses.get(nonce));
  }

  public Map<String, BigDecimal> scoresAt(long nonce) {
    return scores.getOrDefault(nonce, Map.of());
  }

  public BigDecimal regretOf(String inferer) {
    return regrets.getOrDefault(inferer, BigDecimal.ZERO);
  }

  public Map<String, Forecast> forecastsAt(long nonce) {
    return forecasts.getOrDefault(nonce, Map.of());
  }

  /** Stores a forecast; only a forecaster's first one for a nonce counts. */
  public void addForecast(Forecast forecast) {
    forecasts
        .computeIfAbsent(forecast.getBlockHeight(), it -> new LinkedHashMap<>())
        .putIfAbsent(forecast.getForecaster(), forecast);
    while (forecasts.size() > KEPT_NONCES) {
      forecasts.remove(forecasts.firstKey());
    }
  }

  public void report(long nonce, String reputer, ValueBundle bundle) {
    reports.computeIfAbsent(nonce, it -> new LinkedHashMap<>()).put(reputer, bundle);
    while (reports.size() > KEPT_NONCES) {
      long oldest = reports.firstKey();
      reports.remove(oldest);
      losses.remove(oldest);
      scores.remove(oldest);
    }
  }

  /** Reputers that have reported for a nonce that is still open. */
  public List<String> activeReputers() {
    return openNonces.stream().flatMap(it -> reportsAt(it).keySet().stream()).distinct().toList();
  }

  /**
   * Closes a nonce. Losses are the means of the reports, weighted by stake; a worker's score is the
   * network's loss without the worker minus the loss with it.
   *
   * @return scores by inferer; empty if nobody reported
   */
  public Map<String, BigDecimal> close(long nonce, long height, StakeLedger stakes) {
    openNonces.remove(nonce);
    Map<String, ValueBundle> reported = reportsAt(nonce);
    if (reported.isEmpty()) {
      return Map.of();
    }
    lastCommitNonce = nonce;
    lastCommitHeight = height;
    ValueBundle network = aggregate(reported, stakes);
    losses.put(nonce, network);
    Map<String, BigDecimal> found = new LinkedHashMap<>();
    BigDecimal combined = new BigDecimal(network.getCombinedValue());
    boolean single = network.getInfererValuesCount() < 2;
    for (WorkerAttributedValue it : network.getInfererValuesList()) {
      BigDecimal without = valueOf(network.getOneOutInfererValuesList(), it.getWorker());
      boolean known = !single && without != null;
      found.put(it.getWorker(), known ? without.subtract(combined) : BigDecimal.ZERO);
      BigDecimal gain = combined.subtract(new BigDecimal(it.getValue()));
      regrets.merge(it.getWorker(), gain.movePointLeft(1), ReputerLedger::smoothedRegret);
    }
    scores.put(nonce, found);
    return found;
  }

  private static BigDecimal smoothedRegret(BigDecimal before, BigDecimal tenthOfGain) {
    return before.multiply(new BigDecimal("0.9")).add(tenthOfGain);
  }

  private static ValueBundle aggregate(Map<String, ValueBundle> reported, StakeLedger stakes) {
    ValueBundle any = reported.values().iterator().next();
    ValueBundle.Builder network = any.toBuilder().clearReputer();
    Function<Function<ValueBundle, String>, String> mean = it -> weightedMean(reported, stakes, it);
    network.setCombinedValue(mean.apply(ValueBundle::getCombinedValue));
    network.setNaiveValue(mean.apply(ValueBundle::getNaiveValue));
    network.clearInfererValues();
    network.addAllInfererValues(means(reported, stakes, ValueBundle::getInfererValuesList));
    network.clearOneOutInfererValues();
    network.addAllOneOutInfererValues(
        means(reported, stakes, ValueBundle::getOneOutInfererValuesList));
    network.clearForecasterValues();
    network.addAllForecasterValues(means(reported, stakes, ValueBundle::getForecasterValuesList));
    return network.build();
  }

  private static List<WorkerAttributedValue> means(
      Map<String, ValueBundle> reported,
      StakeLedger stakes,
      Function<ValueBundle, List<WorkerAttributedValue>> part) {
    TreeSet<String> workers = new TreeSet<>();
    reported.values().forEach(it -> part.apply(it).forEach(v -> workers.add(v.getWorker())));
    List<WorkerAttributedValue> all = new ArrayList<>();
    for (String worker : workers) {
      String mean =
          weightedMean(
              reported,
              stakes,
              it -> {
                BigDecimal value = valueOf(part.apply(it), worker);
                return value == null ? null : value.toString();
              });
      all.add(WorkerAttributedValue.newBuilder().setWorker(worker).setValue(mean).build());
    }
    return all;
  }

  private static String weightedMean(
      Map<String, ValueBundle> reported, StakeLedger stakes, Function<ValueBundle, String> number) {
    BigDecimal sum = BigDecimal.ZERO;
    BigDecimal weights = BigDecimal.ZERO;
    for (Map.Entry<String, ValueBundle> it : reported.entrySet()) {
      String value = number.apply(it.getValue());
      if (value != null) {
        BigInteger stake = stakes.authority(it.getKey()).max(BigInteger.ONE);
        sum = sum.add(new BigDecimal(value).multiply(new BigDecimal(stake)));
        weights = weights.add(new BigDecimal(stake));
      }
    }
    return sum.divide(weights, MathContext.DECIMAL128).toString();
  }

  private static BigDecimal valueOf(List<WorkerAttributedValue> list, String worker) {
    return list.stream()
        .filter(it -> it.getWorker().equals(worker))
        .map(it -> new BigDecimal(it.getValue()))
        .findFirst()
        .orElse(null);
  }
}
