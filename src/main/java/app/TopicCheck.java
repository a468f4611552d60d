package app;

import base.ExitCode;
import chain.Allora;
import chain.TopicFacts;
import domain.Failure;
import domain.Reason;
import domain.TopicSpec;
import inference.Manifest;
import inference.Predictor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import lab.DefaultFormula;
import lab.Scratch;

/** What the settings declare about a topic against what the chain says, and the model with both. */
final class TopicCheck {
  private final Settings settings;
  private final TopicSpec topic;

  TopicCheck(Settings settings, TopicSpec topic) {
    this.settings = settings;
    this.topic = topic;
  }

  List<Finding> declared(Allora allora) {
    TopicFacts facts = allora.topic(topic.id());
    Duration block = allora.facts().blockTime();
    List<Finding> findings = new ArrayList<>();
    findings.add(arity(facts, block));
    Duration lag = block.multipliedBy(facts.lag());
    if (lag.minus(topic.horizon()).abs().compareTo(topic.horizon().dividedBy(10)) > 0) {
      findings.add(
          doubt(
              "the truth is known after "
                  + hours(lag)
                  + " on the chain, the settings say "
                  + hours(topic.horizon()),
              "horizon"));
    }
    if (!facts.metadata().toLowerCase(Locale.ROOT).contains(topic.pair().substring(0, 3))) {
      findings.add(doubt("its metadata do not speak of " + topic.pair(), "pair"));
    }
    return findings;
  }

  private Finding arity(TopicFacts facts, Duration block) {
    String sentence =
        "\"%s\", an epoch of %d blocks (%d min), a window of %d blocks (%d min), loss %s"
            .formatted(
                facts.metadata(),
                facts.epochLength(),
                block.multipliedBy(facts.epochLength()).toMinutes(),
                facts.window(),
                block.multipliedBy(facts.window()).toMinutes(),
                facts.lossMethod());
    return facts.multiLabel()
        ? Finding.fail(
            name(),
            sentence + ", takes labelled values",
            "choose a topic with a single output",
            ExitCode.CONFIGURATION)
        : Finding.ok(name(), sentence + ", takes one number");
  }

  private Finding doubt(String sentence, String key) {
    return Finding.warn(name(), sentence, "check topic." + topic.id() + "." + key);
  }

  private String name() {
    return "topic " + topic.id();
  }

  private static String hours(Duration duration) {
    return String.format(Locale.ROOT, "%.1f h", duration.toMinutes() / 60.0);
  }

  /** Puts the artifact through all that the daemon would, in a folder of its own. */
  List<Finding> model() {
    if (settings.models().server(topic).isPresent()) {
      return List.of(Finding.ok("model of " + name(), "a model server, asked for each window"));
    }
    try {
      Path scratch = Files.createTempDirectory("dromedary-doctor");
      try {
        return List.of(Finding.ok("model of " + name(), tried(scratch).describe()));
      } finally {
        Scratch.delete(scratch);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Manifest tried(Path scratch) throws IOException {
    Path model = settings.models().folder(topic).orElse(scratch.resolve("default"));
    if (settings.models().folder(topic).isEmpty()) {
      DefaultFormula.write(model);
    } else if (!Files.isDirectory(model)) {
      throw new Failure.Stop(
          Reason.MODEL,
          ExitCode.UNUSABLE_DATA,
          "model folder " + model + " does not exist: correct model.dir");
    }
    try (Predictor predictor = new Predictor(model, scratch.resolve("state"))) {
      return predictor.ready(topic);
    }
  }
}
