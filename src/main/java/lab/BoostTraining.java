package lab;

import com.fasterxml.jackson.databind.ObjectMapper;
import domain.Target;
import inference.Artifact;
import inference.Manifest;
import inference.Sha256;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Boosts trees on all rows and writes them as an artifact: the same rows, the same bytes. */
public final class BoostTraining {
  private BoostTraining() {}

  /**
   * @throws domain.Failure.Stop when the training process fails
   */
  public static Manifest write(
      Path dir, TrainingRows data, BoostSettings settings, Boosting boosting) throws IOException {
    BoostJob.Fold all = new BoostJob.Fold(0, data.rows().length, 0, 0);
    BoostJob job =
        new BoostJob(
            settings, BoostJob.narrow(data.rows()), BoostJob.narrow(data.targets()), List.of(all));
    List<String> names = data.features().names();
    Imported trees =
        ImportedTrees.of(new ObjectMapper().readTree(boosting.run(job).model()), names);
    Manifest manifest =
        new Manifest(
            Manifest.FORMAT,
            "xgboost",
            names,
            names.size(),
            Sha256.ofNames(names),
            trees.dtype(),
            Target.LOG_RETURN,
            data.pair(),
            data.horizonHours(),
            Sha256.of(trees.onnx()),
            trees.samples(),
            data.provenance("xgboost with " + settings),
            data.until().toString());
    new Artifact(manifest, trees.onnx()).write(dir);
    return manifest;
  }
}
