package inference;

import base.ReadableUnits;
import domain.Failure;
import domain.FailureReason;
import domain.TopicSpec;
import domain.market.FeatureVector;
import inference.artifact.ModelManifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether a model is made for a topic, and a row for a model. A mismatch is never signed. */
final class ManifestCompatibility {
  private ManifestCompatibility() {}

  /** Compares what the manifest and the operator declare. */
  static void requireCompatible(ModelManifest manifest, TopicSpec topic) {
    List<String> faults = new ArrayList<>();
    if (manifest.target() != topic.target()) {
      faults.add("predicts " + manifest.target() + ", the topic asks for " + topic.target());
    }
    if (topic.hasMarket() && !manifest.horizon().equals(topic.horizon())) {
      faults.add(
          "looks "
              + ReadableUnits.horizon(manifest.horizon())
              + " ahead, the topic "
              + ReadableUnits.horizon(topic.horizon()));
    }
    if (manifest.pair() != null && !manifest.pair().equals(topic.pair())) {
      faults.add("was made for " + manifest.pair() + ", the topic is " + topic.pair());
    }
    findOutputFault(manifest, topic).ifPresent(faults::add);
    if (!faults.isEmpty()) {
      throw mismatch(
          manifest,
          "%s; name another model for topic %d or fix the topic's settings"
              .formatted(String.join("; ", faults), topic.id()));
    }
  }

  private static Optional<String> findOutputFault(ModelManifest manifest, TopicSpec topic) {
    List<String> wanted = topic.labels().stream().map(TopicSpec.Label::output).toList();
    if (manifest.outputs().containsAll(wanted)
        && wanted.isEmpty() == manifest.outputs().isEmpty()) {
      return Optional.empty();
    }
    String given = manifest.outputs().isEmpty() ? "one number" : "with " + manifest.outputs();
    String asked = wanted.isEmpty() ? "one number" : wanted.toString();
    return Optional.of("answers " + given + ", the topic asks for " + asked);
  }

  /**
   * The default predictor and an import say nothing of it: nobody has judged them walking forward.
   */
  static void requireProven(ModelManifest manifest) {
    if (manifest.evidence() == null || !manifest.evidence().proven()) {
      String found = manifest.evidence() == null ? "unproven" : manifest.evidence().toString();
      throw mismatch(manifest, "is " + found + ", and model.require-proven = true refuses it");
    }
  }

  /** Compares names, order and width of a row with what the model was trained on. */
  static void requireCompatible(ModelManifest manifest, FeatureVector row) {
    if (!row.schemaHash().equals(manifest.schemaHash())) {
      throw mismatch(
          manifest,
          "needs the features %s, got %s; name the feature set it was trained on"
              .formatted(manifest.features(), row.names()));
    }
    if (row.values().size() != manifest.width()) {
      throw mismatch(manifest, "wants " + manifest.width() + " inputs, got " + row.values().size());
    }
  }

  private static Failure.Retry mismatch(ModelManifest manifest, String what) {
    return new Failure.Retry(FailureReason.MODEL_MISMATCH, "model " + manifest.name() + " " + what);
  }
}
