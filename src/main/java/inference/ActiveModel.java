package inference;

import inference.artifact.ModelArtifact;
import inference.artifact.ModelManifest;
import inference.artifact.ModelSample;
import inference.engine.LoadedModel;
import java.nio.file.Path;
import java.util.Arrays;

/** A model in use: its artifact, the checked copy it came from and the thread that may touch it. */
record ActiveModel(
    ModelArtifact artifact, String identity, Path copy, ModelThread thread, LoadedModel model) {
  /** Loads the copy and asks it the sample rows. */
  static ActiveModel open(ModelThreadSupervisor threads, ModelArtifact artifact, Path copy) {
    LoadedModel model = threads.run(thread -> thread.load(copy, artifact));
    ActiveModel fresh =
        new ActiveModel(artifact, artifact.contentHash(), copy, threads.current(), model);
    try {
      fresh.checkSamples(threads);
      return fresh;
    } catch (RuntimeException e) {
      fresh.close();
      throw e;
    }
  }

  /** The same model on the current thread. */
  ActiveModel onCurrentThread(ModelThreadSupervisor threads) {
    return thread == threads.current() ? this : open(threads, artifact, copy);
  }

  double[] predict(ModelThreadSupervisor threads, double[][] rows) {
    return threads.run(current -> current.predict(model, rows));
  }

  double[] predictOutputs(ModelThreadSupervisor threads, double[] row) {
    return threads.run(current -> current.predictOutputs(model, row));
  }

  /**
   * The test prediction of a cycle: the samples must come out as recorded, or without any a row of
   * zeros as some finite number.
   */
  void checkSamples(ModelThreadSupervisor threads) {
    ModelManifest manifest = artifact.manifest();
    if (manifest.samples().isEmpty()) {
      double answer = predict(threads, new double[][] {new double[manifest.width()]})[0];
      require(Double.isFinite(answer), "a row of zeros gives " + answer);
      return;
    }
    double[][] rows =
        manifest.samples().stream().map(ModelSample::toArray).toArray(double[][]::new);
    double[] answers = predict(threads, rows);
    for (int i = 0; i < rows.length; i++) {
      ModelSample sample = manifest.samples().get(i);
      require(
          manifest.dtype().isClose(sample.answer(), answers[i], sample.rounding()),
          "the sample row "
              + Arrays.toString(rows[i])
              + " gives "
              + answers[i]
              + " instead of "
              + sample.answer()
              + "; import the model again");
    }
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  void close() {
    thread.close(model);
  }
}
