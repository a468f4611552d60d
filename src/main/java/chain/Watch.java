package chain;

import domain.Failure;
import domain.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Watches the nodes: says which of them are in step, and what is wrong with the others. */
final class Watch implements AutoCloseable {
  private static final Duration USUAL_BLOCK = Duration.ofSeconds(5);

  private final Network network;
  private final Pace pace;
  private final Probe probe;
  private final List<Node> nodes;
  private final Pedigree pedigree;
  private final Headcount headcount;
  private Survey last;

  Watch(Network network, Pace pace, Probe probe) {
    this.network = network;
    this.pace = pace;
    this.probe = probe;
    this.headcount = new Headcount(probe, pace);
    this.pedigree = new Pedigree(network.chainId());
    this.nodes =
        network.endpoints().stream()
            .filter(endpoint -> endpoint.protocol() != Endpoint.Protocol.WEBSOCKET)
            .map(endpoint -> new Node(endpoint, pace))
            .toList();
  }

  Probe probe() {
    return probe;
  }

  /** Configured, or taken from the first node that answered; empty before that. */
  String chainId() {
    return pedigree.chainId();
  }

  /**
   * Newest block of the best node in step.
   *
   * @throws Failure.Wait if no node is in step
   * @throws Failure.Stop if all that answer are on another chain
   */
  Head head() {
    return survey().best();
  }

  /** The highest block heard of so far, without asking anybody. */
  Optional<Head> known() {
    return pedigree.highest();
  }

  /** Nodes in step that speak the protocol, best first; may be empty. */
  List<Node> inStep(Endpoint.Protocol protocol) {
    return survey().inStep().stream()
        .filter(node -> node.endpoint().protocol() == protocol)
        .toList();
  }

  /** Lets the next question take a new survey. */
  synchronized void forget() {
    last = null;
  }

  synchronized Survey survey() {
    if (last == null || pace.now() - last.at() > pace.headLasts().toNanos()) {
      last = look();
    }
    return last;
  }

  private Survey look() {
    Map<Endpoint, Head> heads = headcount.of(awake());
    if (heads.isEmpty()) {
      throw new Failure.Wait(
          Reason.NO_ENDPOINT,
          "no node of " + network.name() + " answers: " + String.join("; ", troubles()));
    }
    nodes.stream()
        .map(Node::endpoint)
        .filter(heads::containsKey)
        .findFirst()
        .ifPresent(it -> pedigree.learn(heads.get(it)));
    List<Node> inStep = inStep(heads);
    if (inStep.isEmpty()) {
      boolean all = heads.size() == nodes.size();
      throw pedigree.outOfStep(heads.values(), all, network.name(), troubles());
    }
    Survey survey = new Survey(inStep, heads, pace.now());
    pedigree.follow(survey.best());
    return survey;
  }

  /** Where all rest, all are asked that did not ask for it: nothing is given up. */
  private List<Node> awake() {
    List<Node> awake = nodes.stream().filter(node -> !node.resting()).toList();
    return awake.isEmpty() ? approachable() : awake;
  }

  /** Every node but those that asked to be left alone, whatever is wrong with it. */
  List<Node> approachable() {
    return nodes.stream().filter(node -> !node.askedForRest()).toList();
  }

  private List<Node> inStep(Map<Endpoint, Head> heads) {
    List<Node> good = new ArrayList<>();
    long reference = pedigree.reference(moving(heads));
    for (Node node : nodes) {
      Head head = heads.get(node.endpoint());
      if (head == null) {
        continue;
      }
      String fault = Survey.fault(node, head, chainId(), reference, pace.tolerance(USUAL_BLOCK));
      if (fault.isEmpty()) {
        good.add(node);
      } else {
        node.doubted(fault);
      }
    }
    good.sort(Comparator.comparing(node -> !node.proven()));
    return good;
  }

  /** Nodes that stand still together do not outvote one that goes on. */
  private List<Head> moving(Map<Endpoint, Head> heads) {
    return nodes.stream()
        .filter(it -> heads.containsKey(it.endpoint()) && it.standsStill().isEmpty())
        .map(it -> heads.get(it.endpoint()))
        .toList();
  }

  /** One sentence per node that is not well. */
  List<String> troubles() {
    return nodes.stream()
        .filter(node -> !node.trouble().isEmpty())
        .map(node -> node.endpoint() + " " + node.trouble())
        .toList();
  }

  @Override
  public void close() {
    headcount.close();
  }
}
