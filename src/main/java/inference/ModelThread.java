package inference;

import base.DaemonThreads;
import domain.Failure;
import inference.artifact.ModelArtifact;
import inference.engine.LoadedModel;
import inference.engine.OnnxEngine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The one thread that loads, asks and closes models. A call inside the engine cannot be
 * interrupted: after a time-out the whole thread is abandoned, and closes what it opened if it ever
 * comes back.
 */
final class ModelThread {
  private final Duration limit;
  private final List<LoadedModel> open = new ArrayList<>();
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(DaemonThreads.named("model"));

  ModelThread(Duration limit) {
    this.limit = limit;
  }

  LoadedModel load(Path dir, ModelArtifact artifact) throws TimeoutException {
    return call(
        () -> {
          LoadedModel model = LoadedModel.open(dir, artifact);
          open.add(model);
          return model;
        });
  }

  double[] predict(LoadedModel model, double[][] rows) throws TimeoutException {
    return call(() -> model.predict(rows));
  }

  double[] predictOutputs(LoadedModel model, double[] row) throws TimeoutException {
    return call(() -> model.predictOutputs(new double[][] {row})[0]);
  }

  void close(LoadedModel model) {
    thread.execute(
        () -> {
          open.remove(model);
          model.close();
        });
  }

  private <T> T call(Callable<T> task) throws TimeoutException {
    Future<T> answer = thread.submit(task);
    try {
      return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalArgumentException("interrupted", e);
    } catch (ExecutionException e) {
      throw toRuntimeException(e.getCause());
    }
  }

  private static RuntimeException toRuntimeException(Throwable cause) {
    return cause instanceof Failure || cause instanceof IllegalArgumentException
        ? (RuntimeException) cause
        : new IllegalArgumentException(
            "the engine fails: " + OnnxEngine.shortMessage(cause), cause);
  }

  /** Closes all models as soon as the thread is free and ends it. */
  void abandon() {
    if (!thread.isShutdown()) {
      thread.execute(() -> open.forEach(LoadedModel::close));
      thread.shutdown();
    }
  }

  boolean isRunning() {
    return !thread.isTerminated();
  }

  /** Waits up to the limit: the engine must be quiet before the JVM's shutdown hooks run. */
  void closeAndWait() {
    abandon();
    try {
      thread.awaitTermination(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
