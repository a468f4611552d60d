package chain.node;

import chain.http.NodeHttpClient;
import chain.http.NodeReply;
import chain.http.NodeUnavailableException;
import chain.model.Network;
import chain.model.NodeEndpoint;
import chain.model.Timeouts;
import com.fasterxml.jackson.databind.JsonNode;
import domain.Failure;
import domain.FailureReason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The nodes of a network as if they were one: asks those in step, in order, until one does, and
 * after a rest goes round again. Reads only: a broadcast chooses its nodes itself.
 */
public final class NodePool implements AutoCloseable {
  /** More would overload the node: the caller comes back a block later anyway. */
  private static final int ROUNDS = 4;

  private static final Duration LONGEST_FIRST_REST = Duration.ofMillis(500);
  private static final Duration MOMENT = Duration.ofSeconds(2);

  private static final Logger LOG = LoggerFactory.getLogger(NodePool.class);

  private final NodeHttpClient httpClient;
  private final NodeMonitor nodeMonitor;
  private final Timeouts timeouts;
  private final ExecutorService threads = ParallelHeadQuery.daemonThreadPool("chain-read");

  public NodePool(Network network, Timeouts timeouts) {
    this.timeouts = timeouts;
    this.httpClient = new NodeHttpClient(timeouts);
    this.nodeMonitor = new NodeMonitor(network, timeouts, new NodeProbe(httpClient, timeouts));
  }

  public NodeMonitor monitor() {
    return nodeMonitor;
  }

  public NodeHttpClient httpClient() {
    return httpClient;
  }

  /**
   * Asks each REST node in step, side by side, and waits no longer than a moment for what takes
   * longer.
   *
   * @param question empty where the node's reply says nothing
   * @return what was answered, in no order; shorter than the list of nodes where some said nothing
   * @throws Failure.Retry if no node is in step
   */
  public <T> List<T> askEach(Function<NodeEndpoint, Optional<T>> question) {
    List<T> answers = new CopyOnWriteArrayList<>();
    CompletableFuture<?>[] all =
        nodeMonitor.nodesInSync(NodeEndpoint.Protocol.REST).stream()
            .<Runnable>map(it -> () -> askOne(it.endpoint(), question).ifPresent(answers::add))
            .map(it -> CompletableFuture.runAsync(it, threads))
            .toArray(CompletableFuture[]::new);
    ParallelHeadQuery.awaitQuietly(
        CompletableFuture.allOf(all), timeouts.toRealTime(MOMENT, Duration.ofMillis(150)));
    return List.copyOf(answers);
  }

  /**
   * A second opinion: what each REST node in step answers to this; nothing where only one is.
   *
   * @param reader empty for a reply that says nothing
   * @throws Failure.Retry as {@link #askEach(Function)}
   */
  public <T> List<T> askEach(String path, Function<NodeReply, Optional<T>> reader) {
    return nodeMonitor.nodesInSync(NodeEndpoint.Protocol.REST).size() < 2
        ? List.of()
        : askEach(endpoint -> reader.apply(httpClient.get(endpoint, path)));
  }

  private static <T> Optional<T> askOne(
      NodeEndpoint endpoint, Function<NodeEndpoint, Optional<T>> question) {
    try {
      return question.apply(endpoint);
    } catch (NodeUnavailableException unavailable) {
      LOG.debug("second node gave no reply: {}", unavailable.messageWithEndpoint());
      return Optional.empty();
    }
  }

  /**
   * @throws Failure.Retry if no REST node in step answers
   */
  public NodeReply get(String path) {
    return get(path, reply -> {});
  }

  /**
   * @param check reads an answer of status 200; if it throws {@link
   *     chain.http.NodeUnavailableException}, that node failed and another one is asked
   * @throws Failure.Retry if no REST node in step gives an answer that can be used
   */
  public NodeReply get(String path, Consumer<NodeReply> check) {
    return askWithRetries(
        endpoint -> checked(httpClient.get(endpoint, path), check),
        reply -> nodeMonitor.recordReply(reply) && !reply.isServerError());
  }

  /**
   * For simulation, which changes nothing.
   *
   * @param check as in {@link #get(String, Consumer)}
   * @throws Failure.Retry if no REST node in step gives an answer that can be used
   */
  public NodeReply post(String path, JsonNode body, Consumer<NodeReply> check) {
    return askWithRetries(
        endpoint -> checked(httpClient.post(endpoint, path, body), check), reply -> true);
  }

  private static NodeReply checked(NodeReply reply, Consumer<NodeReply> check) {
    if (reply.isOk()) {
      check.accept(reply);
    }
    return reply;
  }

  /** The first reply that will do; else the first of all, which says what is wrong. */
  private NodeReply askWithRetries(
      Function<NodeEndpoint, NodeReply> question, Predicate<NodeReply> good) {
    HedgedRequest hedgedRequest =
        new HedgedRequest(question, good, nodeMonitor, httpClient.answerTimes(), timeouts, threads);
    long end = timeouts.nanoTime() + timeouts.httpCallTimeout().toNanos();
    Duration rest = firstRest();
    for (int round = 1; ; round++, rest = rest.multipliedBy(2)) {
      boolean last = round == ROUNDS || timeouts.nanoTime() - end > 0;
      Optional<NodeReply> reply = hedgedRequest.ask(nodesInSync(last));
      if (reply.isPresent()) {
        return reply.get();
      }
      if (last) {
        throw noNodeAnswers(hedgedRequest.faults());
      }
      timeouts.sleep(rest);
      nodeMonitor.recordFailure();
    }
  }

  /** Shorter where blocks are, and with them the windows. */
  private Duration firstRest() {
    Duration quarter = nodeMonitor.roughBlockTime().dividedBy(4);
    return quarter.compareTo(LONGEST_FIRST_REST) < 0 ? quarter : LONGEST_FIRST_REST;
  }

  /**
   * @param last whether it is a failure that there is none
   */
  private List<Node> nodesInSync(boolean last) {
    try {
      return nodeMonitor.nodesInSync(NodeEndpoint.Protocol.REST);
    } catch (Failure.Retry nobody) {
      if (last) {
        throw nobody;
      }
      return List.of();
    }
  }

  private Failure.Retry noNodeAnswers(List<String> said) {
    List<String> problems = said.isEmpty() ? nodeMonitor.faults() : said;
    return new Failure.Retry(
        FailureReason.NO_ENDPOINT,
        "no node answers: " + String.join("; ", problems.stream().distinct().toList()));
  }

  @Override
  public void close() {
    threads.shutdownNow();
    nodeMonitor.close();
  }
}
