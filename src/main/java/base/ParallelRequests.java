package base;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Questions to others, asked side by side, whose answers are waited for until one moment. Who was
 * asked goes on in the background for as long as its own deadlines let it.
 */
public final class ParallelRequests implements AutoCloseable {
  private final ExecutorService threads;
  private final Duration limit;
  private final long end;

  /**
   * @param limit from now, for all of them
   */
  public ParallelRequests(String name, Duration limit) {
    this(limit, Executors.newCachedThreadPool(DaemonThreads.named(name)));
  }

  /**
   * @param atOnce so many at a time, none of which may wait for another one
   */
  public ParallelRequests(String name, Duration limit, int atOnce) {
    this(limit, Executors.newFixedThreadPool(atOnce, DaemonThreads.named(name)));
  }

  private ParallelRequests(Duration limit, ExecutorService threads) {
    this.threads = threads;
    this.limit = limit;
    this.end = System.nanoTime() + limit.toNanos();
  }

  /** The answer did not come in time: nothing is known. */
  public static final class LateException extends RuntimeException {
    private LateException(Duration limit) {
      super("no answer within " + limit.toSeconds() + " s");
    }
  }

  /**
   * Asks now.
   *
   * @return the answer when it is wanted; throws what the question threw, or {@link LateException}
   */
  public <T> Supplier<T> ask(Supplier<T> question) {
    CompletableFuture<T> answer = CompletableFuture.supplyAsync(question, threads);
    return () -> await(answer, limit, end);
  }

  /** As {@link #ask}, with something to say where there is no answer. */
  public <T> Supplier<T> ask(Supplier<T> question, Function<RuntimeException, T> otherwise) {
    Supplier<T> asked = ask(question);
    return () -> {
      try {
        return asked.get();
      } catch (RuntimeException e) {
        return otherwise.apply(e);
      }
    };
  }

  /**
   * As {@link #ask}, for work of this process that depends on nobody and has a limit of its own.
   */
  public <T> Supplier<T> begin(Supplier<T> work, Duration own) {
    CompletableFuture<T> result = CompletableFuture.supplyAsync(work, threads);
    long ownEnd = System.nanoTime() + own.toNanos();
    return () -> await(result, own, ownEnd);
  }

  private <T> T await(Future<T> answer, Duration limit, long end) {
    try {
      return answer.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new LateException(limit);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : new CompletionException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LateException(limit);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
