package devnet.ledger;

import devnet.ledger.LedgerTopic.ScoreAverages;
import devnet.proto.Forecast;
import devnet.proto.ValueBundle;
import devnet.proto.WorkerAttributedValue;
import devnet.reward.ConsensusScores;
import devnet.reward.TopicRewards;
import devnet.reward.TopicRewards.ByRole;
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
 * Reports of a topic's reputers, with the losses, scores, regrets and rewards computed from them;
 * guarded by the ledger's lock.
 */
public final class ReputerLedger {
  private static final int KEPT_NONCES = 60;

  /** Nonces that wait for losses. */
  public final TreeSet<Long> openNonces = new TreeSet<>();

  public long lastCommitNonce;
  public long lastCommitHeight;

  private final TreeMap<Long, Map<String, ValueBundle>> reports = new TreeMap<>();
  private final TreeMap<Long, ValueBundle> losses = new TreeMap<>();
  private final TreeMap<Long, ByRole<BigDecimal>> scores = new TreeMap<>();
  private final TreeMap<Long, Map<String, Forecast>> forecasts = new TreeMap<>();
  private final Map<String, BigDecimal> regrets = new HashMap<>();
  private final Map<String, BigDecimal> forecasterRegrets = new HashMap<>();
  private final Map<String, Map<String, BigDecimal>> oneInRegrets = new HashMap<>();
  private final ConsensusScores consensus = new ConsensusScores();
  private final TopicRewards rewards = new TopicRewards();
  public final ScoreAverages forecasterScores = new ScoreAverages();
  public final ScoreAverages reputerScores = new ScoreAverages();

  /** Judgement of a nonce's members, and what they are paid of a pool. */
  public record ClosedEpoch(ByRole<BigDecimal> scores, ByRole<BigDecimal> paid, BigDecimal gain) {}

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

  public ByRole<BigDecimal> scoresAt(long nonce) {
    return scores.getOrDefault(nonce, new ByRole<>(Map.of(), Map.of(), Map.of()));
  }

  public double listeningTo(String reputer) {
    return consensus.listeningTo(reputer);
  }

  public BigDecimal forecasterRegretOf(String forecaster) {
    return forecasterRegrets.getOrDefault(forecaster, BigDecimal.ZERO);
  }

  /** Of an inferer beside the network's inference with this forecaster alone. */
  public BigDecimal oneInRegretOf(String forecaster, String inferer) {
    return oneInRegrets.getOrDefault(forecaster, Map.of()).getOrDefault(inferer, BigDecimal.ZERO);
  }

  public ByRole<Double> previousRewardFractions() {
    return rewards.previousFractions();
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
   * @param pool that is divided
   * @return empty if nobody reported
   */
  public Optional<ClosedEpoch> close(
      long nonce, long height, StakeLedger stakes, Set<String> inferers, BigDecimal pool) {
    openNonces.remove(nonce);
    Map<String, ValueBundle> reported = reportsAt(nonce);
    if (reported.isEmpty()) {
      return Optional.empty();
    }
    lastCommitNonce = nonce;
    lastCommitHeight = height;
    NetworkLosses all = new NetworkLosses(reported, stakes, inferers, forecastsAt(nonce).keySet());
    ValueBundle network = all.aggregate();
    losses.put(nonce, network);
    updateRegrets(network);
    Map<String, Double> weights = all.weights();
    Map<String, BigDecimal> judged = new TreeMap<>();
    consensus
        .score(all.reportedNumbers(), weights)
        .forEach((it, score) -> judged.put(it, BigDecimal.valueOf(score)));
    ByRole<BigDecimal> found =
        new ByRole<>(infererScores(network), forecasterScores(network), judged);
    scores.put(nonce, found);
    BigDecimal gain =
        new BigDecimal(network.getNaiveValue())
            .subtract(new BigDecimal(network.getCombinedValue()));
    ByRole<BigDecimal> paid =
        rewards.divide(
            pool,
            new ByRole<>(
                doubles(found.inferers()), doubles(found.forecasters()), doubles(found.reputers())),
            weights,
            gain.doubleValue());
    return Optional.of(new ClosedEpoch(found, paid, gain));
  }

  private static Map<String, Double> doubles(Map<String, BigDecimal> numbers) {
    Map<String, Double> doubles = new TreeMap<>();
    numbers.forEach((who, it) -> doubles.put(who, it.doubleValue()));
    return doubles;
  }

  private static Map<String, BigDecimal> infererScores(ValueBundle network) {
    Map<String, BigDecimal> found = new LinkedHashMap<>();
    BigDecimal combined = new BigDecimal(network.getCombinedValue());
    boolean single = network.getInfererValuesCount() < 2;
    for (WorkerAttributedValue it : network.getInfererValuesList()) {
      BigDecimal without =
          NetworkLosses.valueOf(network.getOneOutInfererValuesList(), it.getWorker());
      boolean known = !single && without != null;
      found.put(it.getWorker(), known ? without.subtract(combined) : BigDecimal.ZERO);
    }
    return found;
  }

  /** What one of them alone adds, and what the others lack without it, mixed by their number. */
  private static Map<String, BigDecimal> forecasterScores(ValueBundle network) {
    Map<String, BigDecimal> found = new LinkedHashMap<>();
    int number = network.getForecasterValuesCount();
    BigDecimal part = BigDecimal.ONE.divide(BigDecimal.valueOf(2).pow(Math.max(0, number - 1)));
    for (WorkerAttributedValue it : network.getForecasterValuesList()) {
      BigDecimal with =
          NetworkLosses.valueOf(network.getOneInForecasterValuesList(), it.getWorker());
      BigDecimal without =
          NetworkLosses.valueOf(network.getOneOutForecasterValuesList(), it.getWorker());
      BigDecimal score = BigDecimal.ZERO;
      if (number > 1 && with != null && without != null) {
        BigDecimal in = new BigDecimal(network.getNaiveValue()).subtract(with);
        BigDecimal out = without.subtract(new BigDecimal(network.getCombinedValue()));
        score = part.multiply(in).add(BigDecimal.ONE.subtract(part).multiply(out));
      }
      found.put(it.getWorker(), score);
    }
    return found;
  }

  private void updateRegrets(ValueBundle network) {
    BigDecimal combined = new BigDecimal(network.getCombinedValue());
    updateRegrets(regrets, combined, network.getInfererValuesList());
    updateRegrets(forecasterRegrets, combined, network.getForecasterValuesList());
    for (WorkerAttributedValue it : network.getOneInForecasterValuesList()) {
      updateRegrets(
          oneInRegrets.computeIfAbsent(it.getWorker(), forecaster -> new HashMap<>()),
          new BigDecimal(it.getValue()),
          network.getInfererValuesList());
    }
  }

  private static void updateRegrets(
      Map<String, BigDecimal> regrets, BigDecimal combined, List<WorkerAttributedValue> losses) {
    for (WorkerAttributedValue it : losses) {
      BigDecimal gain = combined.subtract(new BigDecimal(it.getValue()));
      regrets.merge(it.getWorker(), gain.movePointLeft(1), ReputerLedger::smoothedRegret);
    }
  }

  private static BigDecimal smoothedRegret(BigDecimal before, BigDecimal tenthOfGain) {
    return before.multiply(new BigDecimal("0.9")).add(tenthOfGain);
  }
}
