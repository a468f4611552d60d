package faults.scenario.data;

import static faults.engine.WindowExpectation.accepted;

import faults.engine.EpochContext;
import faults.engine.Scenario;
import faults.engine.WindowExpectation;
import faults.worker.WorkerUnderTestFactory.ExtraProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A training run is writing the artifact when the window opens: the last model answers at once. */
public final class S27RetrainingInProgress {
  /** Blocks before the opening in which a process starts, so that it is at work then. */
  private static final int START = 20;

  private S27RetrainingInProgress() {}

  public static Scenario scenario() {
    return Scenario.of("S27", "A retrain is under way when the window opens")
        .withEpoch(
            "the train command runs", S27RetrainingInProgress::trainDuringWindow, acceptedSoon())
        .withEpoch(
            "half of the model is written",
            withDamagedArtifact(S27RetrainingInProgress::writeHalfModel),
            acceptedSoon())
        .withEpoch(
            "the manifest is not there yet",
            withDamagedArtifact(S27RetrainingInProgress::deleteManifest),
            acceptedSoon())
        .withEpoch(
            "the folder is empty",
            withDamagedArtifact(S27RetrainingInProgress::deleteModelAndManifest),
            acceptedSoon());
  }

  private static WindowExpectation acceptedSoon() {
    return accepted().withIncludedCount(1).withinBlocks(300);
  }

  /** On the candles that the daemon has gathered, into the folder that it answers from. */
  private static void trainDuringWindow(EpochContext epoch) {
    epoch.atBlock(-START, () -> startTraining(epoch));
  }

  private static void startTraining(EpochContext epoch) throws Exception {
    Path candles;
    try (Stream<Path> files = Files.list(epoch.worker().stateFolder().resolve("candles"))) {
      candles = files.filter(it -> it.toString().contains("btcusd")).findFirst().orElseThrow();
    }
    Path folder = epoch.worker().stateFolder().resolve("default-model");
    ExtraProcess train =
        epoch
            .host()
            .startTool("train", "--candles", candles.toString(), "--out", folder.toString());
    epoch.require("train ends with 0", () -> train.exitCode().orElse(-1) == 0);
    epoch.require("the new model is there", () -> train.output().contains("ridge"));
  }

  private interface ArtifactWrite {
    void write(Path model, Path manifest) throws Exception;
  }

  /** The trainer is at it from before the opening to the end of the epoch. */
  private static Consumer<EpochContext> withDamagedArtifact(ArtifactWrite write) {
    return epoch -> {
      Path folder = epoch.worker().stateFolder().resolve("default-model");
      Path model = folder.resolve("model.onnx");
      Path manifest = folder.resolve("manifest.json");
      epoch.atBlock(
          -5,
          () -> {
            byte[] good = Files.readAllBytes(model);
            byte[] words = Files.readAllBytes(manifest);
            write.write(model, manifest);
            epoch.afterEpoch(() -> Files.write(model, good));
            epoch.afterEpoch(() -> Files.write(manifest, words));
          });
    };
  }

  private static void writeHalfModel(Path model, Path manifest) throws Exception {
    byte[] all = Files.readAllBytes(model);
    Files.write(model, Arrays.copyOf(all, all.length / 2));
  }

  private static void deleteManifest(Path model, Path manifest) throws Exception {
    Files.delete(manifest);
  }

  private static void deleteModelAndManifest(Path model, Path manifest) throws Exception {
    Files.delete(manifest);
    Files.delete(model);
  }
}
