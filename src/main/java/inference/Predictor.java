package inference;

import base.ErrorText;
import domain.Failure;
import domain.FailureReason;
import domain.TopicSpec;
import domain.market.FeatureVector;
import inference.artifact.ModelArtifact;
import inference.artifact.ModelManifest;
import inference.sandbox.ArtifactValidator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Answers from the artifact in a directory and notices when it is replaced. A bad replacement never
 * takes over: the last good model goes on answering while {@link #replacementFault} tells.
 */
public final class Predictor implements AutoCloseable {
  private final Path directory;
  private final ArtifactValidator validator;
  private final ModelThreadSupervisor threads;
  private final ModelLimits limits;
  private boolean provenOnly;
  private volatile ActiveModel activeModel;
  private Failure.Retry retry;

  /** Stamps of the artifact's files at the last read that passed. */
  private List<Object> goodStamps = List.of();

  /**
   * @param directory where {@code model.onnx} and {@code manifest.json} lie
   * @param state private directory for checked copies, this predictor's alone
   */
  public Predictor(Path directory, Path state) {
    this(directory, state, ModelLimits.DEFAULT);
  }

  /** Refuses from now on every artifact whose training did not beat a prediction of zero. */
  public Predictor acceptingProvenOnly() {
    provenOnly = true;
    return this;
  }

  /**
   * @param limits what the artifact may take
   */
  public Predictor(Path directory, Path state, ModelLimits limits) {
    this.directory = directory;
    this.validator = new ArtifactValidator(state, limits.check());
    this.threads = new ModelThreadSupervisor(limits.answer());
    this.limits = limits;
  }

  /**
   * Validates the artifact as it is now, takes over a good new one and tries the one in use.
   *
   * @return the manifest of the model in use
   * @throws Failure.Retry MODEL or MODEL_MISMATCH when no good model is there for this topic
   */
  public synchronized ModelManifest refreshAndValidate(TopicSpec topic) {
    try {
      loadIfReplaced(topic);
      retry = null;
    } catch (Failure.Retry e) {
      retry = e;
    }
    if (activeModel == null) {
      throw retry;
    }
    ManifestCompatibility.requireCompatible(activeModel.artifact().manifest(), topic);
    return probeActive();
  }

  /** Of the model that answers now, without a look for a replacement. */
  public synchronized ModelManifest activeManifest() {
    return requireActive().artifact().manifest();
  }

  /** The same without waiting for an answer under way; empty while there is none. */
  public Optional<ModelManifest> knownManifest() {
    return Optional.ofNullable(activeModel).map(it -> it.artifact().manifest());
  }

  /** What is wrong with the artifact in the directory while an older one answers. */
  public synchronized Optional<String> replacementFault() {
    return Optional.ofNullable(retry).map(Throwable::getMessage);
  }

  /**
   * One prediction of the model in use; call {@link #refreshAndValidate} first in each cycle.
   *
   * @throws Failure.Retry MODEL_MISMATCH when the row is another one than the model was trained on,
   *     MODEL when it fails, hangs or answers with no finite number
   */
  public synchronized double predict(FeatureVector row) {
    ManifestCompatibility.requireCompatible(requireActive().artifact().manifest(), row);
    double answer = predict(new double[][] {row.toArray()})[0];
    if (!Double.isFinite(answer)) {
      throw modelFailure(
          "answers " + answer + " to the row of " + row.asOf() + "; replace it", null);
    }
    return answer;
  }

  /** As {@link #predict(FeatureVector)}, one number for each label of the topic in their order. */
  public synchronized double[] predictLabels(TopicSpec topic, FeatureVector row) {
    ModelManifest manifest = requireActive().artifact().manifest();
    ManifestCompatibility.requireCompatible(manifest, row);
    double[] answers = predictOutputs(row.toArray());
    return topic.labels().stream()
        .mapToDouble(it -> answers[manifest.outputs().indexOf(it.output())])
        .toArray();
  }

  private double[] predictOutputs(double[] row) {
    try {
      activeModel = requireActive().onCurrentThread(threads);
      return activeModel.predictOutputs(threads, row);
    } catch (IllegalArgumentException e) {
      throw modelFailure(e.getMessage(), e);
    }
  }

  /** Answers to many rows at once, unguarded: not finite where the model says so. */
  public synchronized double[] predict(double[][] rows) {
    try {
      activeModel = requireActive().onCurrentThread(threads);
      return activeModel.predict(threads, rows);
    } catch (IllegalArgumentException e) {
      throw modelFailure(e.getMessage(), e);
    }
  }

  private void loadIfReplaced(TopicSpec topic) {
    List<Object> now = ModelArtifact.fileStamps(directory);
    if (activeModel != null && now.equals(goodStamps)) {
      return;
    }
    goodStamps = List.of();
    ModelArtifact found = ModelArtifact.read(directory, limits.bytes());
    String identity = found.contentHash();
    if (activeModel != null && identity.equals(activeModel.identity())) {
      goodStamps = now;
      return;
    }
    ManifestCompatibility.requireCompatible(found.manifest(), topic);
    if (provenOnly) {
      ManifestCompatibility.requireProven(found.manifest());
    }
    try {
      activate(ActiveModel.open(threads, found, validator.copyAndValidate(found)));
      goodStamps = now;
    } catch (IllegalArgumentException e) {
      throw modelFailure(validator.rememberRefusal(identity, e.getMessage()), e);
    } catch (IOException e) {
      throw modelFailure(
          "cannot be copied (" + ErrorText.describe(e) + "); fix the state directory", e);
    }
  }

  private void activate(ActiveModel fresh) {
    ActiveModel old = activeModel;
    activeModel = fresh;
    if (old != null) {
      old.close();
    }
    validator.deleteOtherCopies(fresh.copy());
  }

  private ModelManifest probeActive() {
    try {
      activeModel = activeModel.onCurrentThread(threads);
      activeModel.checkSamples(threads);
      return activeModel.artifact().manifest();
    } catch (IllegalArgumentException e) {
      throw modelFailure(e.getMessage(), e);
    }
  }

  private ActiveModel requireActive() {
    if (activeModel == null) {
      throw modelFailure("is not ready", retry);
    }
    return activeModel;
  }

  private Failure.Retry modelFailure(String what, Throwable cause) {
    return new Failure.Retry(FailureReason.MODEL, "model " + directory + ": " + what, cause);
  }

  /** Stops the model thread; to be done before the JVM is told to exit. */
  @Override
  public synchronized void close() {
    threads.close();
  }
}
