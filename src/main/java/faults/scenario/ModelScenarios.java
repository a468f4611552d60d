package faults.scenario;

import static faults.engine.NodeFaults.firstTimes;
import static faults.engine.NodeFaults.jsonReply;
import static faults.engine.NodeFaults.onEveryRequest;
import static faults.engine.NodeFaults.onRequest;
import static faults.engine.NodeFaults.pathContains;
import static faults.engine.NodeFaults.statusReply;
import static faults.engine.WindowExpectation.accepted;
import static faults.engine.WindowExpectation.missed;

import devnet.server.FaultPolicy.RequestAction;
import faults.engine.EpochContext;
import faults.engine.Scenario;
import faults.engine.ScenarioSetup;
import faults.engine.WindowExpectation;
import faults.engine.WorkerUnderTest.WorkerUnderTestFactory.ExtraProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Models that fail, repeat a value, or are being trained when the window opens. */
public final class ModelScenarios {
  /** Blocks before the opening at which a process is started, so that it runs at the opening. */
  private static final int BLOCKS_BEFORE = 20;

  private ModelScenarios() {}

  /**
   * The model fails in several ways: it is called again while the window is open, and no bad value
   * is submitted.
   */
  public static Scenario s24FaultyModel() {
    return Scenario.of("S24", "The model throws, hangs, is slow, returns NaN, Inf, text, 0, -2.906")
        .withSetup(ScenarioSetup::withModelServer)
        .withEpoch("throws three times", faultFirstTimes(3, statusReply(500)), accepted())
        .withEpoch("hangs twice", faultFirstTimes(2, new RequestAction.NeverReply()), accepted())
        .withEpoch(
            "slow, 9 min",
            faultFirstTimes(1, new RequestAction.ReplyLate(Duration.ofMinutes(9).dividedBy(100))),
            accepted())
        .withEpoch("NaN four times", faultFirstTimes(4, valueReply("NaN")), accepted())
        .withEpoch("Inf", faultAlways(valueReply("Infinity")), missed("MODEL"))
        .withEpoch("text", faultAlways(valueReply("up")), missed("MODEL"))
        .withEpoch("0", faultAlways(valueReply("0")), missed("GUARD"))
        .withEpoch("-2.906", faultAlways(valueReply("-2.906")), missed("GUARD"))
        .withEpoch("throws to the end", faultAlways(statusReply(500)), missed("MODEL"));
  }

  /** In the last fifth of the window, the last good value may replace the model's. */
  public static Scenario s24WithLastGoodValue() {
    return Scenario.of("S24-last-good", "As S24, where the operator prefers the last good value")
        .withSetup(setup -> setup.withModelServer().withSetting("model.at-window-end", "last-good"))
        .withEpoch(
            "throws to the end",
            faultUntilWindowEnd(statusReply(500)),
            accepted().and("late", it -> it.blocksToInclusion() > 480))
        .withEpoch(
            "-2.906 to the end",
            faultUntilWindowEnd(valueReply("-2.906")),
            accepted().and("late", it -> it.blocksToInclusion() > 480));
  }

  private static Consumer<EpochContext> faultUntilWindowEnd(RequestAction act) {
    return epoch -> {
      epoch.modelServer().setFaultPolicy(onEveryRequest(act));
      epoch.atBlock(481, () -> {});
    };
  }

  private static RequestAction valueReply(String text) {
    return jsonReply("{\"value\":\"" + text + "\"}");
  }

  private static Consumer<EpochContext> faultFirstTimes(int times, RequestAction act) {
    return epoch ->
        epoch.modelServer().setFaultPolicy(onRequest(pathContains("/"), firstTimes(times, act)));
  }

  private static Consumer<EpochContext> faultAlways(RequestAction act) {
    return epoch -> epoch.modelServer().setFaultPolicy(onEveryRequest(act));
  }

  /** A model gives the same value epoch after epoch: it is submitted, and an alert reports it. */
  public static Scenario s26RepeatedValue() {
    return Scenario.of("S26", "The same value epoch after epoch")
        .withSetup(setup -> setup.withModelServer().withSetting("model.guard.frozen-after", "4"))
        .withSetup(setup -> setup.withSetting("alert.period", "5s"))
        .withEpoch("first", modelRepeatsValue(it -> {}), accepted())
        .withEpoch("second", modelRepeatsValue(it -> {}), accepted())
        .withEpoch("third", modelRepeatsValue(it -> it.forbidAlert("frozen value")), accepted())
        .withEpoch("fourth", modelRepeatsValue(it -> it.requireAlert("frozen value")), accepted());
  }

  private static Consumer<EpochContext> modelRepeatsValue(Consumer<EpochContext> more) {
    return epoch -> {
      epoch.modelServer().setFaultPolicy(onEveryRequest(jsonReply("{\"value\":\"0.001\"}")));
      more.accept(epoch);
    };
  }

  /**
   * A training run is writing the artifact when the window opens: the previous model predicts at
   * once.
   */
  public static Scenario s27RetrainingInProgress() {
    return Scenario.of("S27", "A retrain is under way when the window opens")
        .withEpoch("the train command runs", ModelScenarios::trainDuringWindow, acceptedSoon())
        .withEpoch(
            "half of the model is written",
            withDamagedArtifact(ModelScenarios::writeHalfModel),
            acceptedSoon())
        .withEpoch(
            "the manifest is not there yet",
            withDamagedArtifact(ModelScenarios::deleteManifest),
            acceptedSoon())
        .withEpoch(
            "the folder is empty",
            withDamagedArtifact(ModelScenarios::deleteModelAndManifest),
            acceptedSoon());
  }

  private static WindowExpectation acceptedSoon() {
    return accepted().withIncludedCount(1).withinBlocks(300);
  }

  /**
   * Trains on the candles that the daemon has stored, into the folder that it loads its model from.
   */
  private static void trainDuringWindow(EpochContext epoch) {
    epoch.atBlock(-BLOCKS_BEFORE, () -> startTraining(epoch));
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

  /** The artifact is incomplete from before the opening to the end of the epoch. */
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
