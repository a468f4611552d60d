package chain;

import chain.http.NodeUnavailableException;
import chain.node.BlockTimes;
import chain.query.ProtocolFees;
import chain.query.ReputerReader;
import chain.query.ReputerWindows;
import chain.window.TopicCache;
import domain.Role;
import domain.ValueBundle;
import domain.Window;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The network as one reputer sees it. What it sends goes the way of every submission. */
public final class ReputerClient {
  private final ReputerWindows windows;
  private final ReputerReader reader;
  private final TopicCache topics;
  private final BlockTimes times;
  private final ProtocolFees protocol;

  ReputerClient(
      ReputerWindows windows,
      ReputerReader reader,
      TopicCache topics,
      BlockTimes times,
      ProtocolFees protocol) {
    this.protocol = protocol;
    this.windows = windows;
    this.reader = reader;
    this.topics = topics;
    this.times = times;
  }

  /** Whether it is time to look for windows; asks nobody. */
  public boolean isDue(long topic) {
    return windows.isDue(topic);
  }

  /** The next block may bring what an open window still lacks. */
  public void lookSoon(long topic) {
    windows.lookSoon(topic);
  }

  /**
   * Windows that accept losses now, newest first.
   *
   * @throws domain.Failure.Retry if no node in step answers, or the wallet may not report
   */
  public List<Window> openWindows(long topic) {
    return NodeUnavailableException.waitIfUnavailable(() -> windows.openWindows(topic));
  }

  /** What the network makes of the inferences of this nonce. */
  public ValueBundle inferences(long topic, long nonce) {
    return NodeUnavailableException.waitIfUnavailable(() -> reader.readInferences(topic, nonce));
  }

  /** What the network made of the reports for a closed nonce, as long as it keeps it. */
  public Optional<ValueBundle> networkLosses(long topic, long nonce) {
    return NodeUnavailableException.waitIfUnavailable(() -> reader.readNetworkLosses(topic, nonce));
  }

  /** Newest nonce that was closed with reports; 0 for none. */
  public long lastClosedNonce(long topic) {
    return NodeUnavailableException.waitIfUnavailable(() -> reader.readLastClosedNonce(topic));
  }

  /** Workers whose inference of a closed nonce the chain stores. */
  public List<String> inferers(long topic, long nonce) {
    return NodeUnavailableException.waitIfUnavailable(() -> reader.readInferers(topic, nonce));
  }

  /** Workers whose forecast of losses for a closed nonce the chain stores. */
  public List<String> forecasters(long topic, long nonce) {
    return NodeUnavailableException.waitIfUnavailable(() -> reader.readForecasters(topic, nonce));
  }

  public boolean isRegisteredWorker(long topic, String worker) {
    return NodeUnavailableException.waitIfUnavailable(
        () -> reader.isRegistered(Role.WORKER, topic, worker));
  }

  public boolean isRegisteredReputer(long topic, String reputer) {
    return NodeUnavailableException.waitIfUnavailable(
        () -> reader.isRegistered(Role.REPUTER, topic, reputer));
  }

  /** Elements of a forecast that the chain keeps; the best known of more. */
  public int mostForecastElements() {
    return NodeUnavailableException.waitIfUnavailable(protocol::mostForecastElements);
  }

  /** Blocks from one nonce of the topic to the next. */
  public long epochLength(long topic) {
    return NodeUnavailableException.waitIfUnavailable(
        () -> topics.cachedTopic(topic).epochLength());
  }

  /** The topic's own name for how losses are computed. */
  public String lossMethod(long topic) {
    return NodeUnavailableException.waitIfUnavailable(() -> topics.cachedTopic(topic).lossMethod());
  }

  /** Header time of a nonce's block, from which the horizon counts. */
  public Instant timeOf(long nonce) {
    return NodeUnavailableException.waitIfUnavailable(() -> times.timeOf(nonce));
  }
}
