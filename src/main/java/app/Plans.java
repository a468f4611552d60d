package app;

import base.ExitCode;
import domain.Failure;
import domain.Reason;
import domain.TopicSpec;
import inference.Artifact;
import inference.Guard;
import inference.HttpModel;
import inference.Predictor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import lab.DefaultFormula;
import routes.AtWindowEnd;
import routes.ModelPlace;
import routes.TopicPlan;

/** Makes what answers each topic: its own guard, and an artifact, a server or the default. */
final class Plans {
  private final Settings settings;
  private final ModelKeys keys;

  Plans(Settings settings) {
    this.settings = settings;
    this.keys = settings.models();
  }

  List<TopicPlan> of(List<TopicSpec> topics) {
    return topics.stream().map(this::plan).toList();
  }

  private TopicPlan plan(TopicSpec topic) {
    return new TopicPlan(topic, place(topic), new Guard(keys.limits(topic)), atWindowEnd(topic));
  }

  private AtWindowEnd atWindowEnd(TopicSpec topic) {
    return settings.dryRun() ? AtWindowEnd.ABSTAIN : keys.atWindowEnd(topic);
  }

  private ModelPlace place(TopicSpec topic) {
    Optional<HttpModel> server = keys.server(topic);
    return server.isPresent() ? new ModelPlace.Server(server.get()) : local(topic);
  }

  private ModelPlace local(TopicSpec topic) {
    Path folder = keys.folder(topic).map(Plans::artifact).orElseGet(this::shipped);
    settings
        .path("model.features")
        .ifPresent(it -> FeatureNames.demand(it, Artifact.read(folder).manifest().features()));
    Path copies = settings.stateDir().resolve("models").resolve("topic-" + topic.id());
    return new ModelPlace.Local(new Predictor(folder, copies));
  }

  private static Path artifact(Path model) {
    if (model.toString().endsWith(".pkl")) {
      throw new Failure.Stop(
          Reason.MODEL,
          ExitCode.UNUSABLE_DATA,
          model
              + " is a Python pickle, which is not run here. Make an artifact of it:"
              + " dromedary model import "
              + model
              + " --to model, then --model model");
    }
    if (Files.isRegularFile(model)) {
      throw new Failure.Stop(
          Reason.MODEL,
          ExitCode.UNUSABLE_DATA,
          model
              + " is a file: name the folder in which model.onnx and manifest.json lie together,"
              + " or make one: dromedary model import "
              + model
              + " --to model, then --model model");
    }
    return model;
  }

  private Path shipped() {
    Path folder = settings.stateDir().resolve("default-model");
    try {
      DefaultFormula.write(folder);
      return folder;
    } catch (IOException e) {
      throw new Failure.Stop(
          Reason.CONFIGURATION,
          ExitCode.OPERATOR,
          "the state folder "
              + settings.stateDir()
              + " cannot be written ("
              + e
              + "): make it writable, free some space, or set instance.state-dir; nothing is signed"
              + " without it",
          e);
    }
  }
}
