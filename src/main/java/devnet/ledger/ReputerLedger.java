package devnet.ledger;

import devnet.proto.Forecast;
import devnet.proto.ValueBundle;
import devnet.proto.WorkerAttributedValue;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

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
  public Map<String, BigDecimal> close(
      long nonce, long height, StakeLedger stakes, Set<String> inferers) {
    openNonces.remove(nonce);
    Map<String, ValueBundle> reported = reportsAt(nonce);
    if (reported.isEmpty()) {
      return Map.of();
    }
    lastCommitNonce = nonce;
    lastCommitHeight = height;
    ValueBundle network =
        new NetworkLosses(reported, stakes, inferers, forecastsAt(nonce).keySet()).aggregate();
    losses.put(nonce, network);
    Map<String, BigDecimal> found = new LinkedHashMap<>();
    BigDecimal combined = new BigDecimal(network.getCombinedValue());
    boolean single = network.getInfererValuesCount() < 2;
    for (WorkerAttributedValue it : network.getInfererValuesList()) {
      BigDecimal without =
          NetworkLosses.valueOf(network.getOneOutInfererValuesList(), it.getWorker());
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
}
