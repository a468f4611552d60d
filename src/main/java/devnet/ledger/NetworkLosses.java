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
            .addAllOneOutForecasterValues(
                means(forecasters, ValueBundle::getOneOutForecasterValuesList))
            .addAllOneInForecasterValues(
                means(forecasters, ValueBundle::getOneInForecasterValuesList));
    if (network.getInfererValuesCount() > 1) {
      network.addAllOneOutInfererValues(means(inferers, ValueBundle::getOneOutInfererValuesList));
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
        BigInteger stake = stakes.authority(it.getKey()).max(BigInteger.ONE);
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
