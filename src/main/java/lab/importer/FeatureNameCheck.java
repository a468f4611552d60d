package lab.importer;

import features.FeatureSet;
import java.util.List;

/**
 * Which feature names hold: those given and those in the file must not contradict each other, and
 * all must be in the catalogue, for nothing else can be fed to the model.
 */
final class FeatureNameCheck {
  private FeatureNameCheck() {}

  static List<String> requireConsistent(List<String> given, List<String> inFile, int width) {
    List<String> names = given.isEmpty() ? inFile : given;
    if (names.isEmpty()) {
      throw new IllegalArgumentException(
          "it does not name its "
              + width
              + " features; give them with --features in the order"
              + " of training");
    }
    if (names.size() != width) {
      throw new IllegalArgumentException(
          names.size() + " feature names for " + width + " inputs: " + names);
    }
    if (!inFile.isEmpty() && !names.equals(inFile)) {
      throw new IllegalArgumentException("it was trained on " + inFile + ", not on " + names);
    }
    FeatureSet.of(names);
    return names;
  }
}
