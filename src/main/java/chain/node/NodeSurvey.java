package chain.node;

import chain.model.BlockHead;
import chain.model.Network;
import chain.model.NodeEndpoint;
import chain.model.Timeouts;
import domain.Failure;
import domain.FailureReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Asks all nodes for their heads and says which of them are in step. That is judged among the nodes
 * and by what was seen before; the host's clock is not used.
 */
final class NodeSurvey implements AutoCloseable {
  static final Duration USUAL_BLOCK = Duration.ofSeconds(5);

  /** For so long a node that was in step may fail to tell its head. */
  private static final int REMEMBERED_BLOCKS = 6;

  private final Network network;
  private final Timeouts timeouts;
  private final HeadValidator headValidator;
  private final List<Node> nodes;
  private final ParallelHeadQuery headQuery;
  private NodeSnapshot good;

  NodeSurvey(Network network, Timeouts timeouts, NodeProbe probe, HeadValidator headValidator) {
    this.network = network;
    this.timeouts = timeouts;
    this.headValidator = headValidator;
    this.headQuery = new ParallelHeadQuery(probe, timeouts);
    this.nodes =
        network.endpoints().stream()
            .filter(endpoint -> endpoint.protocol() != NodeEndpoint.Protocol.WEBSOCKET)
            .map(endpoint -> new Node(endpoint, timeouts, headValidator::blockTime))
            .toList();
  }

  /**
   * Nodes that were in step some blocks ago and do not answer now are still tried where there is no
   * other of their protocol.
   *
   * @throws Failure.Retry if no node is in step
   * @throws Failure.Stop if all that answer are on another chain
   */
  NodeSnapshot survey() {
    Map<NodeEndpoint, BlockHead> heads = headQuery.pollHeads(nodesToAsk());
    if (heads.isEmpty() && isRecent(good)) {
      return good.remembered(timeouts.nanoTime());
    }
    if (heads.isEmpty()) {
      throw new Failure.Retry(
          FailureReason.NO_ENDPOINT,
          "no node of " + network.name() + " answers: " + String.join("; ", faults()));
    }
    nodes.stream()
        .map(Node::endpoint)
        .filter(heads::containsKey)
        .findFirst()
        .ifPresent(it -> headValidator.learnChainId(heads.get(it)));
    List<Node> inStep = nodesInSync(heads);
    if (inStep.isEmpty() && headValidator.retract(movingHeads(heads))) {
      inStep = nodesInSync(heads);
    }
    if (inStep.isEmpty()) {
      boolean all = heads.size() == nodes.size();
      throw headValidator.outOfSyncFailure(heads.values(), all, network.name(), faults());
    }
    long now = timeouts.nanoTime();
    List<Node> silent = silentNodes(inStep, heads);
    NodeSnapshot snapshot =
        new NodeSnapshot(Stream.concat(inStep.stream(), silent.stream()).toList(), heads, now, now);
    headValidator.recordHighest(snapshot.bestHead());
    good = silent.isEmpty() ? snapshot : good;
    return snapshot;
  }

  private List<Node> silentNodes(List<Node> inStep, Map<NodeEndpoint, BlockHead> heads) {
    return isRecent(good)
        ? good.nodesInSync().stream()
            .filter(it -> !heads.containsKey(it.endpoint()) && !it.isRetryAfterPending())
            .filter(it -> inStep.stream().noneMatch(other -> isAlike(other, it)))
            .toList()
        : List.of();
  }

  private static boolean isAlike(Node a, Node b) {
    return a.endpoint().protocol() == b.endpoint().protocol();
  }

  private boolean isRecent(NodeSnapshot snapshot) {
    Duration blocks = headValidator.blockTime().multipliedBy(REMEMBERED_BLOCKS);
    return snapshot != null
        && timeouts.nanoTime() - snapshot.surveyedAt()
            < timeouts.toRealTime(blocks, Duration.ofMillis(300)).toNanos();
  }

  /**
   * Where all of a protocol rest, all are asked that did not ask for it: an RPC node that answers
   * is no use for a question that needs REST.
   */
  private List<Node> nodesToAsk() {
    return Stream.of(NodeEndpoint.Protocol.REST, NodeEndpoint.Protocol.RPC)
        .flatMap(protocol -> nodesToAsk(protocol).stream())
        .toList();
  }

  private List<Node> nodesToAsk(NodeEndpoint.Protocol protocol) {
    List<Node> awake = nodes.stream().filter(node -> !node.isCoolingDown()).toList();
    List<Node> asked =
        awake.stream().anyMatch(node -> node.endpoint().protocol() == protocol)
            ? awake
            : nodesNotRateLimited();
    return asked.stream().filter(node -> node.endpoint().protocol() == protocol).toList();
  }

  /** Every node but those that asked to be left alone, whatever is wrong with it. */
  List<Node> nodesNotRateLimited() {
    return nodes.stream().filter(node -> !node.isRetryAfterPending()).toList();
  }

  private List<Node> nodesInSync(Map<NodeEndpoint, BlockHead> heads) {
    List<Node> good = new ArrayList<>();
    List<BlockHead> moving = movingHeads(heads);
    long tolerance = timeouts.heightTolerance(USUAL_BLOCK);
    long reference =
        headValidator.referenceHeight(
            moving.stream()
                .filter(it -> headValidator.contradiction(it, moving).isEmpty())
                .toList());
    for (Node node : nodes.stream().filter(it -> heads.containsKey(it.endpoint())).toList()) {
      BlockHead head = heads.get(node.endpoint());
      String fault =
          headValidator
              .contradiction(head, moving)
              .orElseGet(
                  () ->
                      NodeSnapshot.findFault(
                          node, head, headValidator.chainId(), reference, tolerance));
      if (fault.isEmpty()) {
        good.add(node);
      } else {
        node.recordFault(fault);
      }
    }
    good.sort(Comparator.comparing(node -> !node.isReliable()));
    return good;
  }

  /** Nodes at a standstill do not outvote one that produces blocks. */
  private List<BlockHead> movingHeads(Map<NodeEndpoint, BlockHead> heads) {
    return nodes.stream()
        .filter(it -> heads.containsKey(it.endpoint()) && it.stalledFor().isEmpty())
        .map(it -> heads.get(it.endpoint()))
        .toList();
  }

  /** Head of one node, if it answers. */
  Optional<BlockHead> readHead(Node node) {
    return Optional.ofNullable(headQuery.pollHeads(List.of(node)).get(node.endpoint()));
  }

  int nodeCount() {
    return nodes.size();
  }

  /** One sentence per node that is not healthy. */
  List<String> faults() {
    return nodes.stream()
        .filter(node -> !node.lastFault().isEmpty())
        .map(node -> node.endpoint() + " " + node.lastFault())
        .toList();
  }

  @Override
  public void close() {
    headQuery.close();
  }
}
