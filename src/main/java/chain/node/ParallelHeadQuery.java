package chain.node;

import base.DaemonThreads;
import chain.http.NodeUnavailableException;
import chain.model.BlockHead;
import chain.model.NodeEndpoint;
import chain.model.Timeouts;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks many nodes for their heads at once. Once one has answered, the others get little more time,
 * so that a dead node delays nobody.
 */
final class ParallelHeadQuery implements AutoCloseable {
  private final NodeProbe probe;
  private final Timeouts timeouts;
  private final ExecutorService threads = daemonThreadPool("chain-watch");

  ParallelHeadQuery(NodeProbe probe, Timeouts timeouts) {
    this.probe = probe;
    this.timeouts = timeouts;
  }

  /** As many as calls are open, none of which keeps the program alive. */
  static ExecutorService daemonThreadPool(String name) {
    return Executors.newCachedThreadPool(DaemonThreads.named(name));
  }

  /** Newest blocks by endpoint, of those that answered in time. */
  Map<NodeEndpoint, BlockHead> pollHeads(List<Node> asked) {
    Map<NodeEndpoint, BlockHead> heads = new ConcurrentHashMap<>();
    List<CompletableFuture<Void>> calls =
        asked.stream()
            .map(node -> CompletableFuture.runAsync(() -> pollHead(node, heads), threads))
            .toList();
    CompletableFuture<Void> all = CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new));
    awaitQuietly(
        CompletableFuture.anyOf(all, whenFirstHeadArrives(calls, heads)),
        timeouts.httpCallTimeout().multipliedBy(2));
    awaitQuietly(all, timeouts.hedgeDelay());
    return Map.copyOf(heads);
  }

  private static CompletableFuture<Void> whenFirstHeadArrives(
      List<CompletableFuture<Void>> calls, Map<NodeEndpoint, BlockHead> heads) {
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

  private void pollHead(Node node, Map<NodeEndpoint, BlockHead> heads) {
    try {
      BlockHead head = probe.refreshHead(node.endpoint());
      node.recordSuccess(head);
      heads.put(node.endpoint(), head);
    } catch (NodeUnavailableException unavailable) {
      node.recordFailure(unavailable.getMessage(), unavailable.retryAfter());
    }
  }

  static void awaitQuietly(CompletableFuture<?> future, Duration limit) {
    try {
      future.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      // whoever is late is judged by its own deadline
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
