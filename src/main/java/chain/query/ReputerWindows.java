package chain.query;

import base.ReadableUnits;
import chain.model.TopicInfo;
import chain.node.BlockTimes;
import chain.node.NodeMonitor;
import chain.window.TopicCache;
import chain.window.WorkerStatusReader;
import domain.Failure;
import domain.FailureReason;
import domain.Role;
import domain.Window;
import domain.WindowKey;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When a reputer may report. A nonce is listed as soon as the worker's window closes, long before
 * its truth is known; the window is reckoned from the topic so that every generation of the chain
 * accepts it.
 */
public final class ReputerWindows {
  private final NodeMonitor nodeMonitor;
  private final TopicCache topics;
  private final WorkerStatusReader standings;
  private final ReputerReader reader;
  private final StakeReader stakes;
  private final BlockTimes times;

  /** Height before which nothing of a topic can open or change. */
  private final Map<Long, Long> quietUntil = new ConcurrentHashMap<>();

  /** Topics in which this wallet may report, as the chain said once. */
  private final Map<Long, Boolean> eligible = new ConcurrentHashMap<>();

  public ReputerWindows(
      NodeMonitor nodeMonitor,
      TopicCache topics,
      WorkerStatusReader standings,
      ReputerReader reader,
      StakeReader stakes,
      BlockTimes times) {
    this.nodeMonitor = nodeMonitor;
    this.topics = topics;
    this.standings = standings;
    this.reader = reader;
    this.stakes = stakes;
    this.times = times;
  }

  /** First and last block that every generation of the chain accepts a nonce's losses in. */
  public record Span(long first, long last) {
    static Span of(TopicInfo topic, long nonce) {
      return of(topic.epochLength(), topic.groundTruthLag(), nonce);
    }

    /**
     * @param lag blocks until the truth is due
     */
    static Span of(long epoch, long lag, long nonce) {
      long extra = (epoch - lag % epoch) % epoch;
      return new Span(
          nonce + lag + extra + 1, Math.min(nonce + 2 * lag, nonce + lag + extra + epoch) - 1);
    }
  }

  /** Whether it is time to look; asks nobody. */
  public boolean isDue(long topic) {
    return times.estimatedHeight() >= quietUntil.getOrDefault(topic, 0L);
  }

  /**
   * Windows that accept losses now, newest first.
   *
   * @throws Failure.Retry if the wallet may not report
   */
  public List<Window> openWindows(long topic) {
    TopicInfo info = topics.cachedTopic(topic);
    requireEligible(topic);
    List<Long> nonces = reader.readOpenNonces(topic);
    long height = nodeMonitor.bestHead().height();
    quietUntil.put(
        topic,
        nonces.stream()
            .map(it -> Span.of(info, it).first())
            .filter(it -> it > height)
            .min(Comparator.naturalOrder())
            .map(it -> Math.min(it, height + Math.max(1, info.epochLength() / 4)))
            .orElse(height + Math.max(1, info.epochLength() / 10)));
    return nonces.stream()
        .sorted(Comparator.reverseOrder())
        .filter(it -> Span.of(info, it).first() <= height && height < Span.of(info, it).last())
        .map(it -> window(topic, it, Span.of(info, it)))
        .toList();
  }

  /** Something is left to do in an open window: look again with the next block. */
  public void lookSoon(long topic) {
    quietUntil.put(topic, nodeMonitor.height() + 1);
  }

  private Window window(long topic, long nonce, Span span) {
    return new Window(
        new WindowKey(nodeMonitor.chainId(), topic, nonce, standings.workerAddress(), Role.REPUTER),
        span.last(),
        times.timeOf(span.first()),
        times.estimatedTimeOf(span.last()));
  }

  /** Asked until the chain agrees; it is final but for stake that is taken away. */
  private void requireEligible(long topic) {
    if (eligible.containsKey(topic)) {
      return;
    }
    String reputer = standings.workerAddress();
    if (!standings.isRegistered(topic, Role.REPUTER)) {
      throw new Failure.Retry(
          FailureReason.NOT_REGISTERED,
          reputer
              + " is no reputer of topic "
              + topic
              + ": run 'dromedary register --role reputer' and 'dromedary stake add'");
    }
    if (!standings.isWhitelisted(topic, Role.REPUTER)) {
      throw new Failure.Retry(
          FailureReason.NOT_WHITELISTED,
          reputer + " may not report losses of topic " + topic + ": ask the topic's owner");
    }
    StakeReader.CountedStake stake = stakes.readCounted(topic, reputer);
    if (!stake.isEnough()) {
      throw new Failure.Retry(
          FailureReason.NO_FUNDS,
          "the stake of %s in topic %d is %s, and %s are needed: run 'dromedary stake add'"
              .formatted(
                  reputer,
                  topic,
                  ReadableUnits.amount(stake.authority()),
                  ReadableUnits.amount(stake.minimum())));
    }
    eligible.put(topic, true);
  }
}
