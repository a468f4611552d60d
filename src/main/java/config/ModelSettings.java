package config;

import base.BoundedNumbers;
import domain.TopicSpec;
import inference.GuardLimits;
import inference.GuardLimits.OutOfBoundsPolicy;
import inference.GuardLimits.ValueBounds;
import inference.HttpModelServer;
import inference.ModelLimits;
import inference.artifact.DefaultReturnFormula;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import routes.topic.TopicPlan.WindowEndPolicy;

/** The keys of a topic's model, of the guard's bounds, and of the fallback. */
public record ModelSettings(Configuration configuration) {
  public GuardLimits guardLimits(TopicSpec topic) {
    GuardLimits usual = GuardLimits.DEFAULT;
    return new GuardLimits(
        configuration.value(
            topicOrGlobalKey(topic, "guard.sigmas"),
            usual.maxDeviations(),
            ValueParsers::parsePositive),
        configuration.value(
            topicOrGlobalKey(topic, "guard.policy"), usual.policy(), ModelSettings::parsePolicy),
        configuration.value(
            topicOrGlobalKey(topic, "guard.frozen-after"),
            usual.repeatsUntilWarning(),
            ModelSettings::parseRowCount),
        configuration.value(
            topicOrGlobalKey(topic, "guard.consensus-sigmas"),
            usual.maxConsensusDeviations(),
            ModelSettings::parseDistance),
        absoluteBounds(topic),
        configuration.value(
            topicOrGlobalKey(topic, "guard.zero"),
            usual.allowZero(),
            ModelSettings::parseAllowZero));
  }

  /** A topic's own bounds, the only ones where it has no market. */
  private ValueBounds absoluteBounds(TopicSpec topic) {
    ValueBounds any = ValueBounds.ANY;
    ValueBounds set =
        new ValueBounds(
            configuration.value(
                topicKey(topic, "guard.min"), any.low(), BoundedNumbers::parseDouble),
            configuration.value(
                topicKey(topic, "guard.max"), any.high(), BoundedNumbers::parseDouble));
    if (!set.isEmpty()) {
      return set;
    }
    configuration.addProblem(
        topicKey(topic, "guard.min") + " must not be above " + topicKey(topic, "guard.max"));
    return any;
  }

  /** Whether a topic cannot be answered without candles: a model server has inputs of its own. */
  public boolean needsCandles(TopicSpec topic) {
    return submitsInference(topic) && configuration.text(topicKey(topic, "model-url")).isEmpty();
  }

  /** Whether a worker of the topic predicts; one that does not forecasts losses only. */
  public boolean submitsInference(TopicSpec topic) {
    return configuration.value(
        topicKey(topic, "inference"), true, ModelSettings::parseInferenceSource);
  }

  /** Whether only artifacts serve whose training beat a prediction of zero. */
  public boolean requireProven() {
    return configuration.value("model.require-proven", false, ValueParsers::parseBoolean);
  }

  /** What an artifact may take, in time and room. */
  public ModelLimits limits() {
    ModelLimits usual = ModelLimits.DEFAULT;
    return new ModelLimits(
        configuration.value("model.answer-within", usual.answer(), ValueParsers::parseDuration),
        configuration.value("model.check-within", usual.check(), ValueParsers::parseDuration),
        configuration.value("model.max-mib", usual.mebibytes(), ModelSettings::parseMebibytes));
  }

  public WindowEndPolicy windowEndPolicy(TopicSpec topic) {
    return configuration.value(
        topicOrGlobalKey(topic, "at-window-end"),
        WindowEndPolicy.ABSTAIN,
        ModelSettings::parseWindowEndPolicy);
  }

  /** The topic's own key where that is set, else the one for all topics. */
  private String topicOrGlobalKey(TopicSpec topic, String name) {
    return configuration.text(topicKey(topic, name)).isEmpty()
        ? "model." + name
        : topicKey(topic, name);
  }

  /** Folder of a topic's artifact; empty stands for the default predictor. */
  public Optional<Path> artifactFolder(TopicSpec topic) {
    return path(topicKey(topic, "model")).or(() -> path("model.dir"));
  }

  /** The server that answers a topic instead of an artifact. */
  public Optional<HttpModelServer> modelServer(TopicSpec topic) {
    return Optional.of(configuration.text(topicKey(topic, "model-url")))
        .filter(it -> !it.isEmpty())
        .map(it -> new HttpModelServer(it, HttpModelServer.baseCoin(topic.pair())));
  }

  /** Reports what is wrong; an address is never repeated, since it may hold a secret. */
  void validate(List<TopicSpec> topics) {
    requireProven();
    limits();
    topics.forEach(this::guardLimits);
    topics.forEach(this::windowEndPolicy);
    topics.forEach(this::validate);
  }

  private void validate(TopicSpec topic) {
    if (!submitsInference(topic)) {
      validateNoModel(topic);
      return;
    }
    if (configuration.text(topicKey(topic, "model-url")).isEmpty()) {
      validateDefaultModel(topic);
      return;
    }
    try {
      modelServer(topic);
    } catch (IllegalArgumentException e) {
      configuration.addProblem(topicKey(topic, "model-url") + " is no http or https address");
    }
    if (path(topicKey(topic, "model")).isPresent()) {
      configuration.addProblem(
          topicKey(topic, "model")
              + " and "
              + topicKey(topic, "model-url")
              + " are both set; empty one");
    }
  }

  private void validateNoModel(TopicSpec topic) {
    for (String key : List.of(topicKey(topic, "model"), topicKey(topic, "model-url"))) {
      if (!configuration.text(key).isEmpty()) {
        configuration.addProblem(
            topicKey(topic, "inference") + " is none, so " + key + " serves nothing; empty one");
      }
    }
  }

  private void validateDefaultModel(TopicSpec topic) {
    if (artifactFolder(topic).isEmpty() && !isAnsweredByDefault(topic)) {
      configuration.addProblem(
          "topic %d: the default predictor answers the log-return over %d h and prices; name %s or %s"
              .formatted(
                  topic.id(),
                  DefaultReturnFormula.HORIZON.toHours(),
                  topicKey(topic, "model"),
                  topicKey(topic, "model-url")));
    }
  }

  private static boolean isAnsweredByDefault(TopicSpec topic) {
    return switch (topic.target()) {
      case LOG_RETURN -> topic.horizon().equals(DefaultReturnFormula.HORIZON);
      case PRICE -> topic.horizon().compareTo(DefaultReturnFormula.HORIZON) <= 0;
      case NUMBER -> false;
    };
  }

  private Optional<Path> path(String key) {
    return Optional.of(configuration.text(key)).filter(it -> !it.isEmpty()).map(Path::of);
  }

  private static String topicKey(TopicSpec topic, String name) {
    return "topic." + topic.id() + "." + name;
  }

  private static OutOfBoundsPolicy parsePolicy(String text) {
    return OutOfBoundsPolicy.valueOf(text.toUpperCase(Locale.ROOT));
  }

  private static OptionalDouble parseDistance(String text) {
    return text.equals("off")
        ? OptionalDouble.empty()
        : OptionalDouble.of(ValueParsers.parsePositive(text));
  }

  private static WindowEndPolicy parseWindowEndPolicy(String text) {
    return WindowEndPolicy.valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  private static boolean parseInferenceSource(String text) {
    return switch (text) {
      case "model" -> true;
      case "none" -> false;
      default -> throw new IllegalArgumentException("must be model or none");
    };
  }

  private static boolean parseAllowZero(String text) {
    return switch (text) {
      case "allow" -> true;
      case "refuse" -> false;
      default -> throw new IllegalArgumentException("must be refuse or allow");
    };
  }

  private static int parseMebibytes(String text) {
    if (!text.matches("[1-9]\\d{0,3}") || Integer.parseInt(text) > ModelLimits.MOST_MEBIBYTES) {
      throw new IllegalArgumentException("must be from 1 to " + ModelLimits.MOST_MEBIBYTES);
    }
    return Integer.parseInt(text);
  }

  private static int parseRowCount(String text) {
    int rows = Integer.parseInt(text);
    if (rows < 2) {
      throw new IllegalArgumentException("must be 2 or more");
    }
    return rows;
  }
}
