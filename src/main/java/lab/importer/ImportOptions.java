package lab.importer;

import domain.PredictionTarget;
import java.util.List;
import java.util.Objects;

/**
 * What a model file does not say about itself.
 *
 * @param features names in the order of training; empty: as the file itself says
 * @param pair null where the model suits any
 */
public record ImportOptions(
    String name, List<String> features, PredictionTarget target, String pair, int horizonHours) {
  public ImportOptions {
    Objects.requireNonNull(name, "name");
    features = List.copyOf(features);
    Objects.requireNonNull(target, "target");
  }
}
