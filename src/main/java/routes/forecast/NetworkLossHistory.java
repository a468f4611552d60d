package routes.forecast;

import chain.ReputerClient;
import domain.Failure;
import domain.Window;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import journal.Journal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scoring.LossForecast;

/** The losses that the network told, by topic: as the journal recorded them, and the newest. */
final class NetworkLossHistory {
  private static final Logger LOG = LoggerFactory.getLogger(NetworkLossHistory.class);

  /** Epochs of which the chain still shows the losses. */
  private static final int KEPT_EPOCHS = 3;

  /** Recorded losses that are taken in after a start; what is older hardly counts. */
  private static final int RECORDED = 200;

  private final Journal journal;
  private final Map<Long, LossForecast> byTopic = new ConcurrentHashMap<>();

  NetworkLossHistory(Journal journal) {
    this.journal = journal;
  }

  /** What is known in a window's topic; whoever uses it locks it. */
  LossForecast of(Window window) {
    return byTopic.computeIfAbsent(window.topic(), it -> recorded(window.key().chainId(), it));
  }

  private LossForecast recorded(String chainId, long topic) {
    LossForecast losses = new LossForecast();
    journal.reader().networkLosses(chainId, topic, RECORDED).forEach(losses::observe);
    return losses;
  }

  /**
   * Takes in, and records, what was closed since, in order; where nobody tells, the next window
   * asks again.
   */
  void update(LossForecast losses, ReputerClient chain, Window window, long epoch) {
    try {
      takeIn(losses, chain, window, epoch);
    } catch (Failure.Retry e) {
      LOG.info("{}: newer losses of the network are not known: {}", window, e.getMessage());
    }
  }

  private void takeIn(LossForecast losses, ReputerClient chain, Window window, long epoch) {
    long topic = window.topic();
    long last = chain.lastClosedNonce(topic);
    long from = Math.max(losses.newestNonce() + 1, last - (KEPT_EPOCHS - 1) * epoch);
    for (long nonce = last - (last - from) / epoch * epoch;
        nonce <= last && last > 0;
        nonce += epoch) {
      long seen = nonce;
      chain
          .networkLosses(topic, nonce)
          .ifPresent(
              it -> {
                journal.recordNetworkLosses(window.key().chainId(), topic, seen, it);
                losses.observe(seen, it);
              });
    }
  }
}
