package devnet.server;

import io.vertx.core.Future;
import java.net.BindException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits for the server library's promises when starting and stopping. */
public final class VertxFutures {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMillis(20);

  private VertxFutures() {}

  /**
   * Waits for a port to be bound that was ours: the system lets go of it some time after the server
   * library says that it is closed, under load much later.
   *
   * @param listen makes a new attempt each time
   */
  static <T> T awaitFreePort(Supplier<Future<T>> listen) {
    Instant limit = Instant.now().plus(PATIENCE);
    while (true) {
      try {
        return await(listen.get());
      } catch (IllegalStateException e) {
        if (!(e.getCause() instanceof BindException) || Instant.now().isAfter(limit)) {
          throw e;
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  public static <T> T await(Future<T> future) {
    try {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new IllegalStateException("devnet: " + e.getCause().getMessage(), e.getCause());
    } catch (TimeoutException e) {
      throw new IllegalStateException("devnet: the server did not react within 10 s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("devnet: interrupted", e);
    }
  }
}
