package inference.artifact;

import base.OutsideText;
import base.Sha256Hex;
import com.fasterxml.jackson.annotation.JsonInclude;
import domain.TopicSpec.PredictionTarget;
import java.time.Duration;
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
 * @param horizonHours how far it looks ahead; 0 where {@code horizonMinutes} says it
 * @param sha256 of the model file
 * @param samples rows with answers, checked in every cycle
 * @param madeBy how the artifact came about
 * @param trainedUntil end of the last target it was fitted to, or null where that is not known
 * @param evidence how its way of training fared, or null where nobody judged it
 * @param outputs names of the numbers it answers a row with, where these are several; else empty
 * @param horizonMinutes how far it looks ahead where that is no whole number of hours, else null
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
    String trainedUntil,
    Evidence evidence,
    List<String> outputs,
    @JsonInclude(JsonInclude.Include.NON_NULL) Integer horizonMinutes) {
  /** The one format there is so far. */
  public static final int FORMAT = 1;

  /**
   * Skill against a prediction of zero where every origin was predicted from what was known then: 1
   * less the ratio of the squared errors, with its 95 % interval.
   *
   * @param origins moments judged, 0 where the history was too short
   */
  public record Evidence(double skill, double low, double high, int origins) {
    public static final Evidence NONE = new Evidence(0, 0, 0, 0);

    public boolean proven() {
      return origins > 0 && low > 0;
    }

    @Override
    public String toString() {
      return origins == 0
          ? "unproven: too few candles to judge it walking forward"
          : String.format(
              Locale.ROOT,
              "%s: walking forward over %d origins, skill against zero %+.1f %% [%+.1f, %+.1f]",
              proven() ? "proven" : "unproven",
              origins,
              100 * skill,
              100 * low,
              100 * high);
    }
  }

  /** A model that answers a row with one number. */
  public ModelManifest(
      int formatVersion,
      String name,
      List<String> features,
      int width,
      String schemaHash,
      TensorType dtype,
      PredictionTarget target,
      String pair,
      Duration horizon,
      String sha256,
      List<ModelSample> samples,
      String madeBy,
      String trainedUntil,
      Evidence evidence) {
    this(
        formatVersion,
        name,
        features,
        width,
        schemaHash,
        dtype,
        target,
        pair,
        isWholeHours(horizon) ? Math.toIntExact(horizon.toHours()) : 0,
        sha256,
        samples,
        madeBy,
        trainedUntil,
        evidence,
        List.of(),
        isWholeHours(horizon) ? null : Integer.valueOf(Math.toIntExact(horizon.toMinutes())));
  }

  private static boolean isWholeHours(Duration horizon) {
    return horizon.equals(Duration.ofHours(horizon.toHours()));
  }

  public ModelManifest {
    require(formatVersion == FORMAT, "format version " + formatVersion + " is not " + FORMAT);
    name = OutsideText.clean(Objects.requireNonNull(name, "name is missing"));
    pair = pair == null ? null : OutsideText.clean(pair);
    madeBy = madeBy == null ? null : OutsideText.clean(madeBy);
    features = List.copyOf(Objects.requireNonNull(features, "features are missing"));
    require(!features.isEmpty() && Set.copyOf(features).size() == features.size(), "names repeat");
    require(width == features.size(), "width " + width + " but " + features.size() + " features");
    require(
        Sha256Hex.ofLines(features).equals(schemaHash), "schema hash is not that of the features");
    Objects.requireNonNull(dtype, "dtype is missing");
    Objects.requireNonNull(target, "target is missing");
    require(
        horizonMinutes == null ? horizonHours > 0 : horizonHours == 0 && horizonMinutes > 0,
        "horizon must be positive");
    Objects.requireNonNull(sha256, "sha256 is missing");
    samples = samples == null ? List.of() : List.copyOf(samples);
    outputs = outputs == null ? List.of() : List.copyOf(outputs);
    require(Set.copyOf(outputs).size() == outputs.size(), "names of outputs repeat");
    int inputs = width;
    require(
        samples.stream().allMatch(s -> s.inputs().size() == inputs), "a sample has other width");
  }

  public ModelManifest withOutputs(List<String> names) {
    return new ModelManifest(
        formatVersion,
        name,
        features,
        width,
        schemaHash,
        dtype,
        target,
        pair,
        horizonHours,
        sha256,
        samples,
        madeBy,
        trainedUntil,
        evidence,
        names,
        horizonMinutes);
  }

  /** From the moment of the prediction to that of the truth. */
  public Duration horizon() {
    return horizonMinutes == null
        ? Duration.ofHours(horizonHours)
        : Duration.ofMinutes(horizonMinutes);
  }

  public ModelManifest withEvidence(Evidence found) {
    return new ModelManifest(
        formatVersion,
        name,
        features,
        width,
        schemaHash,
        dtype,
        target,
        pair,
        horizonHours,
        sha256,
        samples,
        madeBy,
        trainedUntil,
        found,
        outputs,
        horizonMinutes);
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
    return "%s, %d features, %s of %s over %s, %s"
        .formatted(
            name,
            width(),
            target.name().toLowerCase(Locale.ROOT).replace('_', '-'),
            pair == null ? "any pair" : pair,
            horizonMinutes == null ? horizonHours + " h" : horizonMinutes + " min",
            madeBy);
  }
}
