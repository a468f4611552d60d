package lab.importer;

import domain.TopicSpec.PredictionTarget;
import domain.market.CandleSeries;
import features.FeatureSet;
import java.util.List;
import java.util.Objects;

/**
 * What a model file does not say about itself.
 *
 * @param features names in the order of training; empty: as the file itself says
 * @param pair null where the model suits any
 * @param reference the trainer's own answers; null: nobody compares
 * @param candles hourly bars of the pair, for sample rows; null: the samples are made up
 * @param output which of several outputs is the answer; null where there is one
 * @param outputs names of the numbers it answers with, where all of several are wanted; else empty
 */
public record ImportOptions(
    String name,
    List<String> features,
    PredictionTarget target,
    String pair,
    int horizonHours,
    ReferenceRows reference,
    CandleSeries candles,
    String output,
    List<String> outputs) {
  public ImportOptions {
    Objects.requireNonNull(name, "name");
    features = List.copyOf(features);
    outputs = List.copyOf(outputs);
    Objects.requireNonNull(target, "target");
  }

  /** A model that answers with one number. */
  public ImportOptions(
      String name,
      List<String> features,
      PredictionTarget target,
      String pair,
      int horizonHours,
      ReferenceRows reference,
      CandleSeries candles,
      String output) {
    this(name, features, target, pair, horizonHours, reference, candles, output, List.of());
  }

  public ImportOptions(
      String name, List<String> features, PredictionTarget target, String pair, int horizonHours) {
    this(name, features, target, pair, horizonHours, null, null, null);
  }

  /** Those given, or else the columns of the reference rows. */
  List<String> namedFeatures() {
    return features.isEmpty() && reference != null ? reference.features() : features;
  }

  /**
   * Those given, those in the file or those of the reference rows must not contradict each other,
   * and all must be in the catalogue, for nothing else can be fed to the model.
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
    return FeatureSet.of(names).names();
  }
}
