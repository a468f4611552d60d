package chain;

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
final class Headcount implements AutoCloseable {
  private final Probe probe;
  private final Pace pace;
  private final ExecutorService threads = threads("chain-watch");

  Headcount(Probe probe, Pace pace) {
    this.probe = probe;
    this.pace = pace;
  }

  /** As many as calls are open, none of which keeps the program alive. */
  static ExecutorService threads(String name) {
    return Executors.newCachedThreadPool(
        task -> {
          Thread thread = new Thread(task, name);
          thread.setDaemon(true);
          return thread;
        });
  }

  /** Newest blocks by endpoint, of those that answered in time. */
  Map<Endpoint, Head> of(List<Node> asked) {
    Map<Endpoint, Head> heads = new ConcurrentHashMap<>();
    List<CompletableFuture<Void>> calls =
        asked.stream()
            .map(node -> CompletableFuture.runAsync(() -> ask(node, heads), threads))
            .toList();
    CompletableFuture<Void> all = CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new));
    await(CompletableFuture.anyOf(all, firstHead(calls, heads)), pace.deadline().multipliedBy(2));
    await(all, pace.haste());
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

  static void await(CompletableFuture<?> future, Duration limit) {
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
