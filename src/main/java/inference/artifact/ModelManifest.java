package inference.artifact;

import base.Sha256Hex;
import domain.TopicSpec.PredictionTarget;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What an artifact says about its model: {@code manifest.json} beside {@code model.onnx}.
 *
 * @param features names of the inputs in the order the model was trained on
 * @param width number of inputs
 * @param schemaHash {@link Sha256Hex#ofLines} of the features
 * @param pair market the model was made for, or null where it is unit-free
 * @param sha256 of the model file
 * @param samples rows with answers, checked in every cycle
 * @param madeBy how the artifact came about
 * @param trainedUntil end of the last target it was fitted to, or null where that is not known
 */
public record ModelManifest(
    int formatVersion,
    String name,
    List<String> features,
    int width,
    String schemaHash,
    TensorType dtype,
    PredictionTarget target,
    String pair,
    int horizonHours,
    String sha256,
    List<ModelSample> samples,
    String madeBy,
    String trainedUntil) {
  /** The one format there is so far. */
  public static final int FORMAT = 1;

  public ModelManifest {
    require(formatVersion == FORMAT, "format version " + formatVersion + " is not " + FORMAT);
    Objects.requireNonNull(name, "name is missing");
    features = List.copyOf(Objects.requireNonNull(features, "features are missing"));
    require(!features.isEmpty() && Set.copyOf(features).size() == features.size(), "names repeat");
    require(width == features.size(), "width " + width + " but " + features.size() + " features");
    require(
        Sha256Hex.ofLines(features).equals(schemaHash), "schema hash is not that of the features");
    Objects.requireNonNull(dtype, "dtype is missing");
    Objects.requireNonNull(target, "target is missing");
    require(horizonHours > 0, "horizon must be positive");
    Objects.requireNonNull(sha256, "sha256 is missing");
    samples = samples == null ? List.of() : List.copyOf(samples);
    int inputs = width;
    require(
        samples.stream().allMatch(s -> s.inputs().size() == inputs), "a sample has other width");
  }

  /** Origins before this time tell nothing about the model: it has seen what came of them. */
  public Optional<Instant> trainingEnd() {
    return Optional.ofNullable(trainedUntil).map(Instant::parse);
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  /** One line for people: name, inputs, target, pair, horizon and maker. */
  public String describe() {
    return "%s, %d features, %s of %s over %d h, %s"
        .formatted(
            name,
            width(),
            target.name().toLowerCase(Locale.ROOT).replace('_', '-'),
            pair == null ? "any pair" : pair,
            horizonHours(),
            madeBy);
  }
}
