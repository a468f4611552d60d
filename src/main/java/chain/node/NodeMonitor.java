package chain.node;

import chain.http.NodeReply;
import chain.model.BlockHead;
import chain.model.Network;
import chain.model.NodeEndpoint;
import chain.model.Timeouts;
import domain.Failure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Knows which nodes are in step and how high the chain is, and keeps that as long as what the nodes
 * reply fits: a survey of all nodes is the exception.
 */
public final class NodeMonitor implements AutoCloseable {
  private final Timeouts timeouts;
  private final NodeProbe probe;
  private final HeadValidator headValidator;
  private final NodeSurvey survey;
  private final HeightEstimator heights;
  private NodeSnapshot last;

  NodeMonitor(Network network, Timeouts timeouts, NodeProbe probe) {
    this.timeouts = timeouts;
    this.probe = probe;
    this.heights = new HeightEstimator(timeouts);
    this.headValidator = new HeadValidator(network.chainId(), timeouts);
    this.survey = new NodeSurvey(network, timeouts, probe, headValidator);
  }

  NodeProbe probe() {
    return probe;
  }

  /** Configured, or taken from the first node that answered; empty before that. */
  public String chainId() {
    return headValidator.chainId();
  }

  /**
   * Newest block of the best node in step.
   *
   * @throws Failure.Retry if no node is in step
   * @throws Failure.Stop if all that answer are on another chain
   */
  public synchronized BlockHead bestHead() {
    NodeSnapshot known = snapshot();
    if (!isFresh(known.takenAt()) && !readBestHead(known)) {
      last = null;
    }
    return snapshot().bestHead();
  }

  /** Asks the best node alone; false if it does not answer with what can be. */
  private boolean readBestHead(NodeSnapshot known) {
    Optional<BlockHead> head =
        survey
            .readHead(known.nodesInSync().get(0))
            .filter(it -> it.chainId().equals(chainId()) && headValidator.canFollow(it))
            .filter(it -> recordHeight(it.height()));
    head.ifPresent(
        it -> {
          headValidator.recordHighest(it);
          last = known.withBestHead(it, timeouts.nanoTime());
        });
    return head.isPresent();
  }

  /**
   * Height of the chain: as a reply told it within a block, else of {@link #bestHead}.
   *
   * @throws Failure.Retry as {@link #bestHead}
   */
  public long height() {
    Duration block = timeouts.toRealTime(headValidator.blockTime(), timeouts.headTtl());
    return heights
        .newest()
        .filter(it -> timeouts.nanoTime() - it.at() <= block.toNanos())
        .map(HeightEstimator.Observation::height)
        .orElseGet(() -> bestHead().height());
  }

  /** Whether less than a block has passed since then: what was read at that time may be kept. */
  public boolean isWithinBlock(long nanos) {
    Duration block = timeouts.toRealTime(headValidator.blockTime(), Duration.ZERO);
    return timeouts.nanoTime() - nanos < block.toNanos();
  }

  public long nanoTime() {
    return timeouts.nanoTime();
  }

  Duration roughBlockTime() {
    return headValidator.blockTime();
  }

  HeightEstimator heights() {
    return heights;
  }

  /**
   * Records the height at which a node answered, if it told it; false if that node cannot be in
   * step, and then the next question surveys all nodes.
   */
  boolean recordReply(NodeReply reply) {
    boolean fits = reply.blockHeight() == 0 || recordHeight(reply.blockHeight());
    if (!fits) {
      invalidate();
    }
    return fits;
  }

  private boolean recordHeight(long height) {
    boolean fits =
        heights.isPlausible(
            height, headValidator.blockTime(), timeouts.heightTolerance(NodeSurvey.USUAL_BLOCK));
    if (fits) {
      heights.record(height);
    }
    return fits;
  }

  /**
   * Endpoint in step for the header of a block: REST sends the whole block with it, RPC does not.
   */
  NodeEndpoint headerEndpoint() {
    return nodesInSync(NodeEndpoint.Protocol.RPC).stream()
        .findFirst()
        .orElseGet(() -> snapshot().nodesInSync().get(0))
        .endpoint();
  }

  /** The highest block known so far, without a request. */
  Optional<BlockHead> highestKnownHead() {
    return headValidator.highestHead();
  }

  /** Block that the node showed last, without asking it; 0 where it did not. */
  public synchronized long heightOf(NodeEndpoint endpoint) {
    BlockHead head = last == null ? null : last.heads().get(endpoint);
    return head == null ? 0 : head.height();
  }

  /** Nodes in step that serve the protocol, best first; may be empty. */
  public List<Node> nodesInSync(NodeEndpoint.Protocol protocol) {
    return snapshot().nodesInSync().stream()
        .filter(node -> node.endpoint().protocol() == protocol)
        .toList();
  }

  /** Lets the next question take a new survey. */
  public synchronized void invalidate() {
    last = null;
  }

  /** A node failed: the next question surveys all, if there are others. */
  public void recordFailure() {
    if (survey.nodeCount() > 1) {
      invalidate();
    }
  }

  private synchronized NodeSnapshot snapshot() {
    if (last == null || !isFresh(last.takenAt()) && !isStillGood(last)) {
      last = survey.survey();
      if (!last.isRemembered() && !recordHeight(last.bestHead().height())) {
        heights.clear();
        heights.record(last.bestHead().height());
      }
    }
    return last;
  }

  private boolean isFresh(long since) {
    return timeouts.nanoTime() - since <= timeouts.headTtl().toNanos();
  }

  /**
   * Whether the nodes need not be asked again: replies since then told of heights that fit. Where
   * nodes were missing they are asked again soon.
   */
  private boolean isStillGood(NodeSnapshot known) {
    boolean confirmed = heights.newest().filter(it -> it.at() > known.surveyedAt()).isPresent();
    boolean rest = known.nodesInSync().get(0).endpoint().protocol() == NodeEndpoint.Protocol.REST;
    Duration ttl =
        known.nodesInSync().size() == survey.nodeCount()
            ? timeouts.surveyTtl()
            : timeouts.hedgeDelay().multipliedBy(3);
    return confirmed && rest && timeouts.nanoTime() - known.surveyedAt() <= ttl.toNanos();
  }

  /** Every node but those that asked to be left alone, whatever is wrong with it. */
  public List<Node> nodesNotRateLimited() {
    return survey.nodesNotRateLimited();
  }

  List<String> faults() {
    return survey.faults();
  }

  @Override
  public void close() {
    survey.close();
  }
}
