package doctor;

import base.ExitStatus;
import base.ReadableUnits;
import base.TemporaryFolders;
import chain.AlloraClient;
import chain.model.TopicInfo;
import config.LossSettings;
import config.Settings;
import domain.Failure;
import domain.FailureReason;
import domain.TopicSpec;
import domain.TopicSpec.PredictionTarget;
import inference.GuardLimits.ValueBounds;
import inference.Predictor;
import inference.artifact.DefaultPriceFormula;
import inference.artifact.DefaultReturnFormula;
import inference.artifact.ModelManifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import routes.forecast.ForecastPlan;

/** Compares the settings of a topic with the chain, and validates the model for it. */
final class TopicCheck {
  private final Settings settings;
  private final TopicSpec topic;

  TopicCheck(Settings settings, TopicSpec topic) {
    this.settings = settings;
    this.topic = topic;
  }

  List<Finding> checkDeclaration(AlloraClient allora) {
    TopicInfo facts = allora.topicInfo(topic.id());
    Duration block = allora.networkInfo().blockTime();
    List<Finding> findings = new ArrayList<>();
    findings.add(outputFinding(facts, block));
    if (!allora.networkInfo().isTopicActive(topic.id())) {
      findings.add(
          Finding.warn(
              topicName(),
              facts.funded() ? "is inactive: no window opens" : "has no funds: no window opens",
              "ask the topic's owner, or choose another topic"));
    }
    if (!topic.hasMarket()) {
      return findings;
    }
    Duration lag = block.multipliedBy(facts.groundTruthLag());
    if (lag.minus(topic.horizon()).abs().compareTo(topic.horizon().dividedBy(10)) > 0) {
      findings.add(
          mismatchWarning(
              "the ground truth is known after "
                  + ReadableUnits.duration(lag)
                  + " on the chain, the settings say "
                  + ReadableUnits.duration(topic.horizon()),
              "horizon"));
    }
    if (!facts.metadata().toLowerCase(Locale.ROOT).contains(topic.pair().substring(0, 3))) {
      findings.add(mismatchWarning("its metadata do not mention " + topic.pair(), "pair"));
    }
    return findings;
  }

  private Finding outputFinding(TopicInfo facts, Duration block) {
    String sentence =
        "\"%s\", an epoch of %d blocks (%s), a window of %d blocks (%s), loss %s"
            .formatted(
                facts.metadata(),
                facts.epochLength(),
                ReadableUnits.duration(block.multipliedBy(facts.epochLength())),
                facts.windowLength(),
                ReadableUnits.duration(block.multipliedBy(facts.windowLength())),
                facts.lossMethod());
    try {
      facts.requireSuitable(topic.labelNames());
    } catch (Failure.Stop e) {
      return Finding.fail(
          topicName(), e.getMessage(), "correct the settings of the topic", e.exitCode());
    }
    return Finding.ok(
        topicName(),
        sentence
            + (topic.labels().isEmpty()
                ? ", takes one number"
                : ", takes the labels " + topic.labelNames()));
  }

  private Finding mismatchWarning(String sentence, String key) {
    return Finding.warn(topicName(), sentence, "check topic." + topic.id() + "." + key);
  }

  private String topicName() {
    return "topic " + topic.id();
  }

  /** Without a market, the guard checks only the topic's own bounds. */
  private Finding serverFinding() {
    String sentence = "a model server, called for each window";
    boolean bounded =
        !settings.modelSettings().guardLimits(topic).absolute().equals(ValueBounds.ANY);
    return topic.hasMarket() || bounded
        ? Finding.ok("model of " + topicName(), sentence)
        : Finding.warn(
            "model of " + topicName(),
            sentence + "; any number it gives is submitted",
            "set topic.%d.guard.min and .guard.max".formatted(topic.id()));
  }

  /** Validates the artifact as the daemon would, in a folder of its own. */
  List<Finding> checkModel() {
    if (!settings.modelSettings().submitsInference(topic)) {
      return List.of(Finding.ok("model of " + topicName(), "none: no inference is submitted"));
    }
    if (settings.modelSettings().modelServer(topic).isPresent()) {
      return List.of(serverFinding());
    }
    try {
      Path scratch = TemporaryFolders.create("dromedary-doctor");
      try {
        return List.of(Finding.ok("model of " + topicName(), loadModel(scratch).describe()));
      } finally {
        TemporaryFolders.deleteRecursively(scratch);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What losses of others are forecast by, where they are; the artifact is loaded. */
  List<Finding> checkForecast() {
    LossSettings losses = settings.lossSettings();
    String name = "forecast of " + topicName();
    return switch (losses.forecastSource(topic)) {
      case NONE -> List.of();
      case PAST_LOSSES -> List.of(Finding.ok(name, "from the losses that the network reported"));
      case URL -> List.of(Finding.ok(name, "a server, called for each window"));
      case MODEL -> List.of(Finding.ok(name, loadForecastModel(losses.forecastModel(topic))));
    };
  }

  private String loadForecastModel(Path folder) {
    try {
      Path scratch = TemporaryFolders.create("dromedary-doctor");
      try (ForecastPlan.Model model =
          new ForecastPlan.Model(
              new Predictor(folder, scratch, settings.modelSettings().limits()))) {
        return model.validate(topic.id()).describe();
      } finally {
        TemporaryFolders.deleteRecursively(scratch);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void writeDefaultModel(Path folder) throws IOException {
    if (topic.target() == PredictionTarget.PRICE) {
      DefaultPriceFormula.write(folder, topic.horizon());
    } else {
      DefaultReturnFormula.write(folder);
    }
  }

  private ModelManifest loadModel(Path scratch) throws IOException {
    Path model = settings.modelSettings().artifactFolder(topic).orElse(scratch.resolve("default"));
    if (settings.modelSettings().artifactFolder(topic).isEmpty()) {
      writeDefaultModel(model);
    } else if (!Files.isDirectory(model)) {
      throw new Failure.Stop(
          FailureReason.MODEL,
          ExitStatus.UNUSABLE_DATA,
          "model folder " + model + " does not exist: correct model.dir");
    }
    try (Predictor predictor =
        new Predictor(model, scratch.resolve("state"), settings.modelSettings().limits())) {
      return predictor.refreshAndValidate(topic);
    }
  }
}
