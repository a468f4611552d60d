package inference;

import java.nio.file.Path;
import java.util.Arrays;

/** A model in use: its artifact, the checked copy it came from and the thread that may touch it. */
record Serving(
    Artifact artifact, String identity, Path copy, ModelThread thread, LoadedModel model) {
  /** Loads the copy and asks it the sample rows. */
  static Serving open(ModelThreads threads, Artifact artifact, Path copy) {
    LoadedModel model = threads.run(thread -> thread.load(copy, artifact));
    Serving fresh = new Serving(artifact, artifact.identity(), copy, threads.current(), model);
    try {
      fresh.probe(threads);
      return fresh;
    } catch (RuntimeException e) {
      fresh.close();
      throw e;
    }
  }

  /** The same model on the current thread. */
  Serving on(ModelThreads threads) {
    return thread == threads.current() ? this : open(threads, artifact, copy);
  }

  double[] predict(ModelThreads threads, double[][] rows) {
    return threads.run(current -> current.predict(model, rows));
  }

  /**
   * The test prediction of a cycle: the samples must come out as recorded, or without any a row of
   * zeros as some finite number.
   */
  void probe(ModelThreads threads) {
    Manifest manifest = artifact.manifest();
    if (manifest.samples().isEmpty()) {
      double answer = predict(threads, new double[][] {new double[manifest.width()]})[0];
      demand(Double.isFinite(answer), "a row of zeros gives " + answer);
      return;
    }
    double[][] rows = manifest.samples().stream().map(Sample::row).toArray(double[][]::new);
    double[] answers = predict(threads, rows);
    for (int i = 0; i < rows.length; i++) {
      double expected = manifest.samples().get(i).answer();
      demand(
          manifest.dtype().close(expected, answers[i]),
          "the sample row "
              + Arrays.toString(rows[i])
              + " gives "
              + answers[i]
              + " instead of "
              + expected
              + "; import the model again");
    }
  }

  private static void demand(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  void close() {
    thread.close(model);
  }
}
