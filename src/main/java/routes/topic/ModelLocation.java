package routes.topic;

import domain.TopicSpec;
import inference.HttpModelServer;
import inference.Predictor;
import inference.artifact.ModelManifest;

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
