package faults;

import static faults.Expectation.hit;

import faults.Workers.Other;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A training run is writing the artifact when the window opens: the last model answers at once. */
final class S27Retraining {
  /** Blocks before the opening in which a process starts, so that it is at work then. */
  private static final int START = 20;

  private S27Retraining() {}

  static Scenario scenario() {
    return Scenario.of("S27", "A retrain is under way when the window opens")
        .epoch("the train command runs", S27Retraining::trains, soon())
        .epoch("half of the model is written", with(S27Retraining::half), soon())
        .epoch("the manifest is not there yet", with(S27Retraining::bare), soon())
        .epoch("the folder is empty", with(S27Retraining::empty), soon());
  }

  private static Expectation soon() {
    return hit().included(1).within(300);
  }

  /** On the candles that the daemon has gathered, into the folder that it answers from. */
  private static void trains(Stage stage) {
    stage.at(-START, () -> train(stage));
  }

  private static void train(Stage stage) throws Exception {
    Path candles;
    try (Stream<Path> files = Files.list(stage.worker().state().resolve("candles"))) {
      candles = files.filter(it -> it.toString().contains("btcusd")).findFirst().orElseThrow();
    }
    Path folder = stage.worker().state().resolve("default-model");
    Other train =
        stage.host().tool("train", "--candles", candles.toString(), "--out", folder.toString());
    stage.must("train ends with 0", () -> train.exit().orElse(-1) == 0);
    stage.must("the new model is there", () -> train.said().contains("ridge"));
  }

  private interface Write {
    void to(Path model, Path manifest) throws Exception;
  }

  /** The trainer is at it from before the opening to the end of the epoch. */
  private static Consumer<Stage> with(Write write) {
    return stage -> {
      Path folder = stage.worker().state().resolve("default-model");
      Path model = folder.resolve("model.onnx");
      Path manifest = folder.resolve("manifest.json");
      stage.at(
          -5,
          () -> {
            byte[] good = Files.readAllBytes(model);
            byte[] words = Files.readAllBytes(manifest);
            write.to(model, manifest);
            stage.afterwards(() -> Files.write(model, good));
            stage.afterwards(() -> Files.write(manifest, words));
          });
    };
  }

  private static void half(Path model, Path manifest) throws Exception {
    byte[] all = Files.readAllBytes(model);
    Files.write(model, Arrays.copyOf(all, all.length / 2));
  }

  private static void bare(Path model, Path manifest) throws Exception {
    Files.delete(manifest);
  }

  private static void empty(Path model, Path manifest) throws Exception {
    Files.delete(manifest);
    Files.delete(model);
  }
}
