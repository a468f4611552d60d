package devnet.ledger;

import devnet.proto.OneOutInfererForecasterValues;
import devnet.proto.ValueBundle;
import devnet.proto.WorkerAttributedValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The network's losses of a nonce: each number is the mean over the reputers that reported it,
 * weighted by stake. Losses of addresses outside the nonce's active sets are dropped; of duplicates
 * the first counts.
 *
 * @param inferers inferers in the nonce's active set
 * @param forecasters forecasters in the nonce's active set
 */
record NetworkLosses(
    Map<String, ValueBundle> reported,
    StakeLedger stakes,
    Set<String> inferers,
    Set<String> forecasters) {
  /** Precision of the chain's decimals. */
  private static final MathContext DIGITS = MathContext.DECIMAL128;

  ValueBundle aggregate() {
    ValueBundle any = reported.values().iterator().next();
    ValueBundle.Builder network =
        ValueBundle.newBuilder()
            .setTopicId(any.getTopicId())
            .setReputerRequestNonce(any.getReputerRequestNonce())
            .setCombinedValue(mean(ValueBundle::getCombinedValue))
            .setNaiveValue(mean(ValueBundle::getNaiveValue))
            .addAllInfererValues(means(inferers, ValueBundle::getInfererValuesList))
            .addAllForecasterValues(means(forecasters, ValueBundle::getForecasterValuesList))
            .addAllOneInForecasterValues(
                means(forecasters, ValueBundle::getOneInForecasterValuesList));
    if (network.getInfererValuesCount() > 1) {
      network.addAllOneOutInfererValues(means(inferers, ValueBundle::getOneOutInfererValuesList));
    }
    if (network.getForecasterValuesCount() > 1) {
      network.addAllOneOutForecasterValues(
          means(forecasters, ValueBundle::getOneOutForecasterValuesList));
    }
    for (String forecaster : new TreeSet<>(forecasters)) {
      List<WorkerAttributedValue> pairs = means(inferers, it -> pairsOf(it, forecaster));
      if (!pairs.isEmpty()) {
        network.addOneOutInfererForecasterValues(
            OneOutInfererForecasterValues.newBuilder()
                .setForecaster(forecaster)
                .addAllOneOutInfererValues(pairs));
      }
    }
    return network.build();
  }

  /** Stake of each reputer that reported. */
  Map<String, Double> weights() {
    Map<String, Double> weights = new TreeMap<>();
    reported.keySet().forEach(it -> weights.put(it, weight(it).doubleValue()));
    return weights;
  }

  private BigInteger weight(String reputer) {
    return stakes.authority(reputer).max(BigInteger.ONE);
  }

  /** What each reputer said of members of the sets, by name of the number. */
  Map<String, Map<String, Double>> reportedNumbers() {
    Map<String, Map<String, Double>> all = new TreeMap<>();
    for (Map.Entry<String, ValueBundle> it : reported.entrySet()) {
      ValueBundle said =
          new NetworkLosses(Map.of(it.getKey(), it.getValue()), stakes, inferers, forecasters)
              .aggregate();
      Map<String, Double> numbers = new TreeMap<>();
      numbers.put("combined", Double.valueOf(said.getCombinedValue()));
      numbers.put("naive", Double.valueOf(said.getNaiveValue()));
      put(numbers, "inferer ", said.getInfererValuesList());
      put(numbers, "forecaster ", said.getForecasterValuesList());
      put(numbers, "without inferer ", said.getOneOutInfererValuesList());
      put(numbers, "without forecaster ", said.getOneOutForecasterValuesList());
      put(numbers, "with forecaster ", said.getOneInForecasterValuesList());
      said.getOneOutInfererForecasterValuesList()
          .forEach(p -> put(numbers, p.getForecaster() + " ", p.getOneOutInfererValuesList()));
      all.put(it.getKey(), numbers);
    }
    return all;
  }

  private static void put(
      Map<String, Double> numbers, String prefix, List<WorkerAttributedValue> list) {
    list.forEach(it -> numbers.put(prefix + it.getWorker(), Double.valueOf(it.getValue())));
  }

  private static List<WorkerAttributedValue> pairsOf(ValueBundle bundle, String forecaster) {
    return bundle.getOneOutInfererForecasterValuesList().stream()
        .filter(it -> it.getForecaster().equals(forecaster))
        .findFirst()
        .map(OneOutInfererForecasterValues::getOneOutInfererValuesList)
        .orElse(List.of());
  }

  private List<WorkerAttributedValue> means(
      Set<String> members, Function<ValueBundle, List<WorkerAttributedValue>> part) {
    TreeSet<String> workers = new TreeSet<>();
    reported.values().forEach(it -> part.apply(it).forEach(v -> workers.add(v.getWorker())));
    workers.retainAll(members);
    List<WorkerAttributedValue> all = new ArrayList<>();
    for (String worker : workers) {
      String mean =
          mean(
              it -> {
                BigDecimal value = valueOf(part.apply(it), worker);
                return value == null ? null : value.toString();
              });
      all.add(WorkerAttributedValue.newBuilder().setWorker(worker).setValue(mean).build());
    }
    return all;
  }

  private String mean(Function<ValueBundle, String> number) {
    BigDecimal sum = BigDecimal.ZERO;
    BigDecimal weights = BigDecimal.ZERO;
    for (Map.Entry<String, ValueBundle> it : reported.entrySet()) {
      String value = number.apply(it.getValue());
      if (value != null) {
        BigInteger stake = weight(it.getKey());
        sum = sum.add(new BigDecimal(value).multiply(new BigDecimal(stake)));
        weights = weights.add(new BigDecimal(stake));
      }
    }
    return sum.divide(weights, DIGITS).toString();
  }

  static BigDecimal valueOf(List<WorkerAttributedValue> list, String worker) {
    return list.stream()
        .filter(it -> it.getWorker().equals(worker))
        .map(it -> new BigDecimal(it.getValue()))
        .findFirst()
        .orElse(null);
  }
}
