package inference;

import domain.Failure;
import domain.FeatureVector;
import domain.Reason;
import domain.TopicSpec;
import java.util.ArrayList;
import java.util.List;

/** Whether a model is made for a topic, and a row for a model. A mismatch is never signed. */
final class Fitness {
  private Fitness() {}

  /** Compares what the manifest and the operator declare. */
  static void check(Manifest manifest, TopicSpec topic) {
    List<String> faults = new ArrayList<>();
    if (manifest.target() != topic.target()) {
      faults.add("predicts " + manifest.target() + ", the topic asks for " + topic.target());
    }
    if (manifest.horizonHours() * 60L != topic.horizon().toMinutes()) {
      faults.add(
          "looks " + manifest.horizonHours() + " h ahead, the topic " + topic.horizon().toHours());
    }
    if (manifest.pair() != null && !manifest.pair().equals(topic.pair())) {
      faults.add("was made for " + manifest.pair() + ", the topic is " + topic.pair());
    }
    if (!faults.isEmpty()) {
      throw mismatch(
          manifest,
          "%s; name another model for topic %d or mend the topic's settings"
              .formatted(String.join("; ", faults), topic.id()));
    }
  }

  /** Compares names, order and width of a row with what the model was trained on. */
  static void check(Manifest manifest, FeatureVector row) {
    if (!row.schemaHash().equals(manifest.schemaHash())) {
      throw mismatch(
          manifest,
          "wants the features %s, got %s; name the feature set it was trained on"
              .formatted(manifest.features(), row.names()));
    }
    if (row.values().size() != manifest.width()) {
      throw mismatch(manifest, "wants " + manifest.width() + " inputs, got " + row.values().size());
    }
  }

  private static Failure.Wait mismatch(Manifest manifest, String what) {
    return new Failure.Wait(Reason.MODEL_MISMATCH, "model " + manifest.name() + " " + what);
  }
}
