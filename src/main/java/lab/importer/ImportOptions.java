package lab.importer;

import domain.TopicSpec.PredictionTarget;
import domain.market.CandleSeries;
import features.FeatureSet;
import inference.ModelLimits;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import scoring.LossForecast;

/**
 * What a model file does not contain.
 *
 * @param features names in the order of training; empty to use those in the file
 * @param pair null if the model suits any pair
 * @param reference predictions of the trainer's library to compare with; null for none
 * @param candles bars of the pair, as the horizon asks for, for sample rows; null for random
 *     samples
 * @param output which of several outputs is the prediction; null if there is only one
 * @param outputs names of the predicted numbers, if there are several; else empty
 * @param most bytes of the file, packed or not
 */
public record ImportOptions(
    String name,
    List<String> features,
    PredictionTarget target,
    String pair,
    Duration horizon,
    ReferenceRows reference,
    CandleSeries candles,
    String output,
    List<String> outputs,
    long most) {
  private static final long DEFAULT_SIZE = ModelLimits.DEFAULT.bytes();

  public ImportOptions {
    Objects.requireNonNull(name, "name");
    features = List.copyOf(features);
    outputs = List.copyOf(outputs);
    Objects.requireNonNull(target, "target");
  }

  /** Options of a model that predicts one number. */
  public ImportOptions(
      String name,
      List<String> features,
      PredictionTarget target,
      String pair,
      int horizonHours,
      ReferenceRows reference,
      CandleSeries candles,
      String output) {
    this(
        name,
        features,
        target,
        pair,
        Duration.ofHours(horizonHours),
        reference,
        candles,
        output,
        List.of(),
        DEFAULT_SIZE);
  }

  public ImportOptions(
      String name, List<String> features, PredictionTarget target, String pair, int horizonHours) {
    this(name, features, target, pair, horizonHours, null, null, null);
  }

  /** The given feature names, or else the columns of the reference rows. */
  List<String> namedFeatures() {
    return features.isEmpty() && reference != null ? reference.features() : features;
  }

  /**
   * Checks that given names, those in the file and those of the reference rows agree, and that all
   * are in the catalogue or all inputs of a model of losses, as the model can get no other
   * features.
   */
  static List<String> requireConsistent(List<String> given, List<String> inFile, int width) {
    List<String> names = given.isEmpty() ? inFile : given;
    if (names.isEmpty()) {
      throw new IllegalArgumentException(
          "it does not name its %d features; give them with --features in the order of training"
              .formatted(width));
    }
    if (names.size() != width) {
      throw new IllegalArgumentException(
          names.size() + " feature names for " + width + " inputs: " + names);
    }
    if (!inFile.isEmpty() && !FeatureSet.columnsOf(names).equals(FeatureSet.columnsOf(inFile))) {
      throw new IllegalArgumentException("it was trained on " + inFile + ", not on " + names);
    }
    return LossForecast.INPUTS.containsAll(names) ? names : FeatureSet.of(names).names();
  }
}
