package wiring;

import base.ErrorText;
import base.ExitStatus;
import config.ModelSettings;
import config.Settings;
import domain.Failure;
import domain.FailureReason;
import domain.TopicSpec;
import domain.TopicSpec.Label;
import domain.TopicSpec.PredictionTarget;
import features.FeatureNamesFile;
import inference.HttpModelServer;
import inference.PredictionGuard;
import inference.Predictor;
import inference.artifact.DefaultPriceFormula;
import inference.artifact.DefaultReturnFormula;
import inference.artifact.ModelArtifact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import routes.topic.TopicPlan;
import routes.topic.TopicPlan.ModelLocation;
import routes.topic.TopicPlan.WindowEndPolicy;

/**
 * Makes what answers each topic: its own guard, and an artifact, a server or the default. Topics
 * that ask the same of one artifact share its predictor, so that it is checked and loaded once.
 */
final class TopicPlans {
  private final Settings settings;
  private final ModelSettings keys;
  private final Map<ModelUse, Predictor> predictors = new HashMap<>();

  private record ModelUse(
      Path folder, PredictionTarget target, Duration horizon, List<Label> labels) {}

  TopicPlans(Settings settings) {
    this.settings = settings;
    this.keys = settings.modelSettings();
  }

  List<TopicPlan> plansFor(List<TopicSpec> topics) {
    return topics.stream().map(this::plan).toList();
  }

  private TopicPlan plan(TopicSpec topic) {
    return new TopicPlan(
        topic,
        modelLocation(topic),
        new PredictionGuard(keys.guardLimits(topic)),
        windowEndPolicy(topic));
  }

  private WindowEndPolicy windowEndPolicy(TopicSpec topic) {
    return settings.isDryRun() ? WindowEndPolicy.ABSTAIN : keys.windowEndPolicy(topic);
  }

  private ModelLocation modelLocation(TopicSpec topic) {
    if (!keys.submitsInference(topic)) {
      return new ModelLocation.None();
    }
    Optional<HttpModelServer> server = keys.modelServer(topic);
    return server.isPresent() ? new ModelLocation.Server(server.get()) : localModel(topic);
  }

  private ModelLocation localModel(TopicSpec topic) {
    Path folder =
        keys.artifactFolder(topic)
            .map(TopicPlans::requireArtifactFolder)
            .orElseGet(() -> writeDefaultModel(topic));
    settings
        .path("model.features")
        .ifPresent(
            it ->
                FeatureNamesFile.requireMatch(
                    it, ModelArtifact.read(folder).manifest().features()));
    ModelUse use = new ModelUse(folder, topic.target(), topic.horizon(), topic.labels());
    return new ModelLocation.Local(
        predictors.computeIfAbsent(use, it -> createPredictor(folder, topic)));
  }

  private Predictor createPredictor(Path folder, TopicSpec topic) {
    Path copies = settings.stateDir().resolve("models").resolve("topic-" + topic.id());
    Predictor predictor = new Predictor(folder, copies, keys.limits());
    return keys.requireProven() ? predictor.acceptingProvenOnly() : predictor;
  }

  private static Path requireArtifactFolder(Path model) {
    if (model.toString().endsWith(".pkl")) {
      throw new Failure.Stop(
          FailureReason.MODEL,
          ExitStatus.UNUSABLE_DATA,
          model
              + " is a Python pickle, which is not run here. Make an artifact of it:"
              + " dromedary model import "
              + model
              + " --to model, then --model model");
    }
    if (Files.isRegularFile(model)) {
      throw new Failure.Stop(
          FailureReason.MODEL,
          ExitStatus.UNUSABLE_DATA,
          model
              + " is a file: name the folder in which model.onnx and manifest.json lie together,"
              + " or make one: dromedary model import "
              + model
              + " --to model, then --model model");
    }
    return model;
  }

  private Path writeDefaultModel(TopicSpec topic) {
    try {
      if (topic.target() != PredictionTarget.PRICE) {
        Path folder = settings.stateDir().resolve("default-model");
        DefaultReturnFormula.write(folder);
        return folder;
      }
      Path folder = settings.stateDir().resolve("default-price-" + topic.horizon());
      DefaultPriceFormula.write(folder, topic.horizon());
      return folder;
    } catch (IOException e) {
      throw new Failure.Stop(
          FailureReason.CONFIGURATION,
          ExitStatus.OPERATOR,
          "the state folder "
              + settings.stateDir()
              + " cannot be written ("
              + ErrorText.describe(e)
              + "): make it writable, free some space, or set instance.state-dir; nothing is signed"
              + " without it",
          e);
    }
  }
}
