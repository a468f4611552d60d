package lab.importer;

import base.ExitStatus;
import base.Sha256Hex;
import domain.Failure;
import domain.FailureReason;
import inference.artifact.ModelArtifact;
import inference.artifact.ModelManifest;
import inference.artifact.ModelSample;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import scoring.LossForecast;

/**
 * Makes an artifact of a model file. Its sample rows are those of the trainer and of the market, if
 * given; the remarks say what was compared.
 */
public final class ModelImporter {
  private static final int SAMPLES = 32;

  private final ImportOptions options;
  private final ImportedModel model;
  private final List<ModelSample> samples = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();

  private ModelImporter(ImportOptions options, ImportedModel model) {
    this.options = options;
    this.model = model;
  }

  /**
   * Reads {@code file} and writes the artifact into {@code dir}.
   *
   * @return what was compared, one sentence each
   * @throws Failure.Stop exit code 65, with the reason and how to export the model
   */
  public static List<String> importFile(Path file, ImportOptions options, Path dir)
      throws IOException {
    try {
      ImportedModel model = ModelFileReader.read(file, options);
      ModelImporter importer = new ModelImporter(options, model);
      importer.compareWithTrainer();
      importer.tryRealRows();
      new ModelArtifact(importer.createManifest(file), model.onnx()).write(dir);
      return importer.remarks;
    } catch (IllegalArgumentException e) {
      throw new Failure.Stop(
          FailureReason.MODEL,
          ExitStatus.UNUSABLE_DATA,
          "model file " + file + ": " + e.getMessage(),
          e);
    }
  }

  private void compareWithTrainer() {
    if (options.reference() == null) {
      remarks.add(
          "its predictions were not compared with the trainer's: give them with --check rows.csv"
              + " (docs/models.md has the three lines of Python that write it)");
      return;
    }
    ReferenceRows reference = options.reference().inOrder(model.features());
    List<ModelSample> answers = model.answer(reference.inputs());
    if (!reference.isSame(answers, model.dtype())) {
      // Numbers of single precision, as pandas prints them, are others to a model of doubles.
      ReferenceRows singles = reference.ofSinglePrecision();
      List<ModelSample> again = model.answer(singles.inputs());
      boolean printed = singles.isSame(again, model.dtype());
      reference = printed ? singles : reference;
      answers = printed ? again : answers;
    }
    double largest = reference.requireSame(answers, model.dtype());
    samples.addAll(evenlySpread(reference.withRounding(answers, model.dtype())));
    remarks.add(
        String.format(
            Locale.ROOT,
            "compared with %d predictions of the trainer: largest difference %.2g",
            answers.size(),
            largest));
  }

  private void tryRealRows() {
    if (options.candles() == null) {
      remarks.add("not tried on market data: name candles of the pair with --candles");
      if (samples.isEmpty()) {
        samples.addAll(model.answer(inventedRows(model.features())));
      }
      return;
    }
    SampledFeatureRows rows = SampledFeatureRows.of(options.candles(), model.features(), SAMPLES);
    List<ModelSample> answers = model.answer(rows.inputs());
    rows.requirePlausible(answers, options.target(), options.horizon());
    samples.addAll(answers);
    remarks.add("tried on %d rows of %s".formatted(answers.size(), options.candles().pair()));
  }

  /** Of a market that never was, in the units of one; a model of losses gets noise. */
  private static double[][] inventedRows(List<String> features) {
    if (!LossForecast.INPUTS.containsAll(features)) {
      return SampledFeatureRows.ofInventedMarket(features, SAMPLES).inputs();
    }
    Random random = new Random(67);
    double[][] rows = new double[SAMPLES][features.size()];
    for (double[] row : rows) {
      Arrays.setAll(row, i -> (float) random.nextGaussian());
    }
    return rows;
  }

  private ModelManifest createManifest(Path file) {
    samples.addAll(model.samples());
    return new ModelManifest(
            ModelManifest.FORMAT,
            options.name(),
            model.features(),
            model.features().size(),
            Sha256Hex.ofLines(model.features()),
            model.dtype(),
            options.target(),
            options.pair(),
            options.horizon(),
            Sha256Hex.of(model.onnx()),
            samples,
            "dromedary, import of " + file.getFileName(),
            null,
            null)
        .withOutputs(options.outputs());
  }

  private static <T> List<T> evenlySpread(List<T> all) {
    int count = Math.min(SAMPLES, all.size());
    return IntStream.range(0, count)
        .mapToObj(i -> all.get((int) ((all.size() - 1L) * i / Math.max(1, count - 1))))
        .toList();
  }
}
