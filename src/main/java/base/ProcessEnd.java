package base;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Ends this process in time, whatever its threads are doing, and its children with it. */
public final class ProcessEnd {
  /** From a signal to the end of the process; service managers kill after 30 s or more. */
  private static final Duration LONGEST_STOP = Duration.ofSeconds(28);

  private static final Duration SHORT_STOP = Duration.ofSeconds(8);

  private static final Duration CHILDREN = Duration.ofSeconds(3);

  private ProcessEnd() {}

  /** Whatever ends this process, from now on its children and its temporary files go with it. */
  public static void takeChildrenAlong() {
    Thread last = new Thread(ProcessEnd::leaveNothingBehind, "leave-nothing-behind");
    Runtime.getRuntime().addShutdownHook(last);
  }

  /** For what has nothing to drain: the shutdown hooks get a moment, then it ends by force. */
  public static void exit(int code) {
    haltAfter(SHORT_STOP, code);
    System.exit(code);
  }

  /** The process is ended by force once a stop may take no longer. */
  public static void haltIfNotEndedInTime(int code) {
    haltAfter(LONGEST_STOP, code);
  }

  private static void haltAfter(Duration limit, int code) {
    startDaemonThread(
        "halt",
        () -> {
          sleep(limit);
          leaveNothingBehind();
          Runtime.getRuntime().halt(code);
        });
  }

  /** For a child process: it ends when the one that started it is gone, killed or not. */
  public static void endWithParent() {
    ProcessHandle.current()
        .parent()
        .ifPresent(it -> it.onExit().thenRun(() -> Runtime.getRuntime().halt(1)));
  }

  /** Runs a stop that may hang; true if it came to its end in time. */
  public static boolean runWithin(Duration limit, String name, Runnable stop) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    startDaemonThread(
        name,
        () -> {
          try {
            stop.run();
            done.complete(null);
          } catch (RuntimeException | Error e) {
            done.completeExceptionally(e);
          }
        });
    try {
      done.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException | ExecutionException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static void leaveNothingBehind() {
    List<ProcessHandle> children = ProcessHandle.current().descendants().toList();
    children.forEach(ProcessHandle::destroy);
    CompletableFuture<?>[] ended =
        children.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new);
    try {
      CompletableFuture.allOf(ended).get(CHILDREN.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      children.forEach(ProcessHandle::destroyForcibly);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    TemporaryFolders.removeOwnFolder();
  }

  private static void startDaemonThread(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }

  private static void sleep(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
