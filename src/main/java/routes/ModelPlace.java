package routes;

import domain.TopicSpec;
import inference.HttpModel;
import inference.Manifest;
import inference.Predictor;

/** Where a topic's answers come from: an artifact served in this process, or a model server. */
public sealed interface ModelPlace extends AutoCloseable {
  /**
   * One line for people.
   *
   * @throws domain.Failure.Wait MODEL or MODEL_MISMATCH when it cannot answer the topic
   */
  String described(TopicSpec topic);

  @Override
  void close();

  /** An artifact, validated in every cycle. */
  record Local(Predictor predictor) implements ModelPlace {
    @Override
    public String described(TopicSpec topic) {
      Manifest manifest = predictor.ready(topic);
      return "model %s, %d features, sha256 %.12s"
          .formatted(manifest.name(), manifest.width(), manifest.sha256());
    }

    @Override
    public void close() {
      predictor.close();
    }
  }

  /** A server that is asked for each window. */
  record Server(HttpModel http) implements ModelPlace {
    @Override
    public String described(TopicSpec topic) {
      return "a model server, asked for each window";
    }

    @Override
    public void close() {
      // Nothing of ours runs there.
    }
  }
}
