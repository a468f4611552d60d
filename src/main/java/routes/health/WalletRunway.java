package routes.health;

import chain.AlloraClient;
import java.math.BigInteger;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import journal.Journal;
import ops.WorkerMetrics;
import routes.allora.WorkerClients;

/** For how many epochs each wallet can pay, by its balance and what an epoch has cost of late. */
final class WalletRunway {
  private final Journal journal;
  private final WorkerClients workers;
  private final WorkerMetrics meters;
  private volatile BigInteger latest;

  WalletRunway(Journal journal, WorkerClients workers, WorkerMetrics meters) {
    this.journal = journal;
    this.workers = workers;
    this.meters = meters;
  }

  /** Epochs the scarcest wallet lasts for, as measured last; empty before, and for a standby. */
  Optional<BigInteger> latestEpochs() {
    return Optional.ofNullable(latest).filter(it -> journal.leases().holdsAny());
  }

  /**
   * Asks for every wallet's balance; the scarcest one decides how long the daemon is funded.
   *
   * @return the runway in words
   * @throws domain.Failure.Retry if no node answers
   */
  String measure() {
    Map<String, BigInteger> lasts = new TreeMap<>();
    workers.allClients().stream()
        .filter(it -> journal.leases().isHeld(it.workerAddress()))
        .forEach(it -> lasts.put(it.workerAddress(), affordableEpochs(it)));
    latest = Collections.min(lasts.values());
    meters.setGauge("runway.epochs", latest.doubleValue());
    return lasts.size() == 1
        ? "funded for " + latest + " epochs"
        : lasts.entrySet().stream()
            .map(it -> it.getKey() + " funded for " + it.getValue() + " epochs")
            .collect(Collectors.joining(", "));
  }

  private BigInteger affordableEpochs(AlloraClient worker) {
    BigInteger balance = worker.balance();
    meters.setGauge("balance.uallo", "worker", worker.workerAddress(), balance.doubleValue());
    BigInteger spend = costPerEpoch(worker);
    meters.setGauge("spend.uallo", "worker", worker.workerAddress(), spend.doubleValue());
    return balance.divide(spend.max(BigInteger.ONE));
  }

  /** What accepted inferences really cost of late; before the first, or granted, the usual fee. */
  private BigInteger costPerEpoch(AlloraClient worker) {
    return worker.networkInfo().feeGranter().isPresent()
        ? worker.networkInfo().typicalSubmissionCost()
        : journal
            .reader()
            .averageFeePerAccepted(worker.network().chainId(), worker.workerAddress())
            .orElseGet(worker.networkInfo()::typicalSubmissionCost);
  }
}
