package routes.topic;

import domain.TopicSpec;
import inference.HttpModelServer;
import inference.Predictor;
import inference.artifact.ModelManifest;
import inference.guard.PredictionGuard;

/** What answers a topic: the model, the guard behind it, and the way out when both refuse. */
public record TopicPlan(
    TopicSpec spec, ModelLocation model, PredictionGuard guard, WindowEndPolicy atWindowEnd) {

  /** What becomes of a window that is about to close without an answer. */
  public enum WindowEndPolicy {
    /** It is missed, with the reason. */
    ABSTAIN,
    /** The newest value that passed the guard is sent once more and flagged. */
    LAST_GOOD
  }

  /** Where a topic's answers come from: an artifact served in this process, or a model server. */
  public sealed interface ModelLocation extends AutoCloseable {
    /**
     * One line for people.
     *
     * @throws domain.Failure.Retry MODEL or MODEL_MISMATCH when it cannot answer the topic
     */
    String describe(TopicSpec topic);

    @Override
    void close();

    /** An artifact, validated in every cycle. */
    record Local(Predictor predictor) implements ModelLocation {
      @Override
      public String describe(TopicSpec topic) {
        ModelManifest manifest = predictor.refreshAndValidate(topic);
        return "model %s, %d features, sha256 %.12s"
            .formatted(manifest.name(), manifest.width(), manifest.sha256());
      }

      @Override
      public void close() {
        predictor.close();
      }
    }

    /** A server that is asked for each window. */
    record Server(HttpModelServer http) implements ModelLocation {
      @Override
      public String describe(TopicSpec topic) {
        return "a model server, asked for each window";
      }

      @Override
      public void close() {
        // Nothing of ours runs there.
      }
    }
  }
}
