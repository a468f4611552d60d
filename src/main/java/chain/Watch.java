package chain;

import domain.Failure;
import domain.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Watches the nodes: asks all of them for their heads at once and says which are in step. Once one
 * has answered, the others get little more time, so that a dead node delays nobody.
 */
final class Watch implements AutoCloseable {
  private static final Duration USUAL_BLOCK = Duration.ofSeconds(5);

  private final Network network;
  private final Pace pace;
  private final Probe probe;
  private final List<Node> nodes;
  private final Pedigree pedigree;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "chain-watch");
            thread.setDaemon(true);
            return thread;
          });
  private Survey last;

  Watch(Network network, Pace pace, Probe probe) {
    this.network = network;
    this.pace = pace;
    this.probe = probe;
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

  List<Node> nodes() {
    return nodes;
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
    Map<Endpoint, Head> heads = ask(awake());
    if (heads.isEmpty()) {
      throw new Failure.Wait(
          Reason.NO_ENDPOINT,
          "no node of " + network.name() + " answers: " + String.join("; ", troubles()));
    }
    pedigree.learn(heads.values());
    List<Node> inStep = inStep(heads);
    if (inStep.isEmpty()) {
      throw pedigree.outOfStep(heads.values(), network.name(), troubles());
    }
    Survey survey = new Survey(inStep, heads, pace.now());
    pedigree.follow(survey.best());
    return survey;
  }

  /** Where all rest, all are asked: nothing is given up. */
  private List<Node> awake() {
    List<Node> awake = nodes.stream().filter(node -> !node.resting()).toList();
    return awake.isEmpty() ? nodes : awake;
  }

  private List<Node> inStep(Map<Endpoint, Head> heads) {
    List<Node> good = new ArrayList<>();
    long reference = pedigree.reference(heads.values());
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

  private Map<Endpoint, Head> ask(List<Node> asked) {
    Map<Endpoint, Head> heads = new ConcurrentHashMap<>();
    List<CompletableFuture<Void>> calls =
        asked.stream()
            .map(node -> CompletableFuture.runAsync(() -> ask(node, heads), threads))
            .toList();
    CompletableFuture<Void> all = CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new));
    await(CompletableFuture.anyOf(all, firstHead(calls, heads)), pace.deadline().multipliedBy(2));
    await(all, pace.wall(Duration.ofSeconds(2), Duration.ofMillis(100)));
    return Map.copyOf(heads);
  }

  private static CompletableFuture<Void> firstHead(
      List<CompletableFuture<Void>> calls, Map<Endpoint, Head> heads) {
    CompletableFuture<Void> first = new CompletableFuture<>();
    for (CompletableFuture<Void> call : calls) {
      call.thenRun(
          () -> {
            if (!heads.isEmpty()) {
              first.complete(null);
            }
          });
    }
    return first;
  }

  private void ask(Node node, Map<Endpoint, Head> heads) {
    try {
      Head head = probe.head(node.endpoint());
      node.answered(head);
      heads.put(node.endpoint(), head);
    } catch (Silence silence) {
      node.failed(silence.getMessage(), silence.rest());
    }
  }

  private static void await(CompletableFuture<?> future, Duration limit) {
    try {
      future.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      // whoever is late is judged by its own deadline
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
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
    threads.shutdownNow();
  }
}
