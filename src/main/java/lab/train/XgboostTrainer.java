package lab.train;

import base.Sha256Hex;
import com.fasterxml.jackson.databind.ObjectMapper;
import domain.TopicSpec.PredictionTarget;
import inference.artifact.ModelArtifact;
import inference.artifact.ModelManifest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import lab.importer.ImportedModel;
import lab.importer.XgboostImporter;

/** Boosts trees on all rows and writes them as an artifact; the same rows give the same bytes. */
public final class XgboostTrainer {
  private XgboostTrainer() {}

  /**
   * @throws domain.Failure.Stop if the training process fails
   */
  public static ModelManifest trainAndWrite(
      Path dir, TrainingSet data, XgboostSettings settings, XgboostProcess boosting)
      throws IOException {
    XgboostJob.Fold all = new XgboostJob.Fold(0, data.rows().length, 0, 0);
    XgboostJob job =
        new XgboostJob(
            settings,
            XgboostJob.toFloats(data.rows()),
            XgboostJob.toFloats(data.targets()),
            List.of(all));
    List<String> names = data.features().names();
    ImportedModel trees =
        XgboostImporter.importModel(new ObjectMapper().readTree(boosting.run(job).model()), names);
    ModelManifest manifest =
        new ModelManifest(
            ModelManifest.FORMAT,
            "xgboost",
            names,
            names.size(),
            Sha256Hex.ofLines(names),
            trees.dtype(),
            PredictionTarget.LOG_RETURN,
            data.pair(),
            data.horizonTime(),
            Sha256Hex.of(trees.onnx()),
            trees.samples(),
            data.describeOrigin("xgboost with " + settings),
            data.until().toString(),
            null);
    new ModelArtifact(manifest, trees.onnx()).write(dir);
    return manifest;
  }
}
