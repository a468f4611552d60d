package chain.window;

import chain.http.NodeReply;
import chain.model.EmissionsVersion;
import chain.model.TopicInfo;
import chain.node.BlockTimes;
import chain.node.EmissionsQueries;
import chain.node.NodeMonitor;
import chain.node.NodePool;
import domain.Window;
import domain.WindowKey;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongFunction;

/**
 * Finds the submission windows that still accept. The chain's own answer counts, according to half
 * the nodes; open nonces are held against the height formula, as old ones may linger in that list.
 */
public final class WindowFinder {
  private static final String UNFULFILLED = "/unfulfilled_worker_nonces/";

  private final NodeMonitor nodeMonitor;
  private final EmissionsQueries queries;
  private final TopicCache topics;
  private final WorkerStatusReader standings;
  private final BlockTimes times;
  private final String worker;
  private final LongFunction<List<String>> labels;
  private final NonceQuorum nonceQuorum;
  private final PollSchedule schedule;

  public WindowFinder(
      NodePool nodes,
      EmissionsQueries queries,
      TopicCache topics,
      WorkerStatusReader standings,
      BlockTimes times,
      PollSchedule schedule,
      String worker,
      LongFunction<List<String>> labels) {
    this.nodeMonitor = nodes.monitor();
    this.nonceQuorum = new NonceQuorum(nodes);
    this.queries = queries;
    this.topics = topics;
    this.standings = standings;
    this.times = times;
    this.schedule = schedule;
    this.worker = worker;
    this.labels = labels;
  }

  /**
   * Open windows, newest first.
   *
   * @throws domain.Failure as {@link chain.AlloraClient#openWindows}
   */
  public List<Window> openWindows(long topic) {
    TopicInfo facts = topics.cachedTopic(topic).requireSuitable(labels.apply(topic));
    WorkerStatus workerStatus = standings.readStatus(facts);
    times.blockTime();
    recordLook(facts, workerStatus, workerStatus.open());
    workerStatus.requireEligible(facts, worker);
    List<Map.Entry<Long, Long>> accepting = acceptingWindows(facts, workerStatus);
    recordLook(facts, workerStatus, !accepting.isEmpty());
    return accepting.stream()
        .map(window -> buildWindow(topic, window.getKey(), window.getValue()))
        .toList();
  }

  private void recordLook(TopicInfo topic, WorkerStatus workerStatus, boolean open) {
    schedule.recordLook(
        topic,
        workerStatus,
        open,
        nonceQuorum.isDisputed(openNoncesPath(topic.id())),
        nodeMonitor.height());
  }

  /** Nonce and last height of what a transaction sent now can still reach, newest first. */
  private List<Map.Entry<Long, Long>> acceptingWindows(TopicInfo facts, WorkerStatus workerStatus) {
    long height = nodeMonitor.height();
    return lastHeightsByNonce(facts, workerStatus).entrySet().stream()
        .filter(window -> window.getKey() <= height && height < window.getValue())
        .toList();
  }

  /** Last height by nonce, newest nonce first, lingering ones included. */
  private Map<Long, Long> lastHeightsByNonce(TopicInfo topic, WorkerStatus workerStatus) {
    Map<Long, Long> lasts = new TreeMap<>(Collections.reverseOrder());
    for (long nonce : agreedNonces(topic, workerStatus)) {
      lasts.put(nonce, queries.currentVersion().windowLastHeight(nonce, topic.windowLength()));
    }
    lasts.computeIfPresent(workerStatus.nonce(), (nonce, last) -> workerStatus.lastHeight());
    return lasts;
  }

  private Set<Long> agreedNonces(TopicInfo topic, WorkerStatus workerStatus) {
    if (isAsExpected(topic, workerStatus)) {
      return workerStatus.open() ? Set.of(workerStatus.nonce()) : Set.of();
    }
    topics.expireSoon(topic.id());
    NodeReply reply = queries.getRequired(UNFULFILLED + topic.id(), NonceQuorum::parseNonces);
    Set<Long> nonces = NonceQuorum.parseNonces(reply);
    if (workerStatus.open()) {
      nonces.add(workerStatus.nonce());
    }
    return nonceQuorum.agreedNonces(
        openNoncesPath(topic.id()),
        reply.endpoint(),
        nonces,
        expectedOpenNonce(topic),
        topic::isInRhythm);
  }

  /**
   * Whether the status alone is enough: it says what the topic's rhythm lets expect, and a single
   * window is open at a time. Emissions v5 has no such status.
   */
  private boolean isAsExpected(TopicInfo topic, WorkerStatus workerStatus) {
    if (queries.currentVersion() == EmissionsVersion.V5
        || topic.windowLength() >= topic.epochLength()
        || nonceQuorum.isDisputed(openNoncesPath(topic.id()))) {
      return false;
    }
    if (!workerStatus.open()) {
      return expectedOpenNonce(topic).isEmpty();
    }
    long nonce = workerStatus.nonce();
    long last = queries.currentVersion().windowLastHeight(nonce, topic.windowLength());
    return topic.hasBegun()
        && nonce == topic.newestNonceAt(nodeMonitor.height())
        && workerStatus.lastHeight() == last;
  }

  private String openNoncesPath(long topic) {
    return queries.currentVersion().restPrefix() + UNFULFILLED + topic;
  }

  /** Nonce of the window in which the chain is now, by its last answers. */
  private OptionalLong expectedOpenNonce(TopicInfo topic) {
    long height = nodeMonitor.height();
    long nonce = topic.newestNonceAt(height);
    boolean within =
        topic.hasBegun()
            && nonce >= topic.newestNonce()
            && nonce < height
            && height < nonce + topic.windowLength();
    return within ? OptionalLong.of(nonce) : OptionalLong.empty();
  }

  /** The topic's newest window, open or closed; empty before its first epoch. */
  public Optional<Window> newestWindow(long topic) {
    return Optional.of(topics.readTopic(topic))
        .filter(TopicInfo::hasBegun)
        .map(it -> windowOfNonce(topic, it.newestNonce()));
  }

  /** The window that this nonce opened, past or present. */
  public Window windowOfNonce(long topic, long nonce) {
    long window = topics.cachedTopic(topic).windowLength();
    return buildWindow(topic, nonce, queries.currentVersion().windowLastHeight(nonce, window));
  }

  private Window buildWindow(long topic, long nonce, long lastHeight) {
    return new Window(
        new WindowKey(nodeMonitor.chainId(), topic, nonce, worker),
        lastHeight,
        times.timeOf(nonce),
        times.estimatedTimeOf(lastHeight));
  }

  /**
   * Chain time until the next window is expected to open, zero if it is due; empty while the topic
   * is not active.
   */
  public Optional<Duration> timeUntilNextWindow(long topic) {
    return Optional.of(standings.readStatus(topics.cachedTopic(topic)))
        .filter(WorkerStatus::topicActive)
        .map(it -> timeUntilHeight(it.nextWindowHeight()));
  }

  private Duration timeUntilHeight(long height) {
    long blocks = Math.max(0, height - nodeMonitor.height());
    return times.blockTime().multipliedBy(blocks);
  }
}
