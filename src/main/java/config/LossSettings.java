package config;

import domain.TopicSpec;
import inference.HttpModelServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import scoring.LossService;

/**
 * The keys about losses: their ground truth, their formula, and whether those of others are
 * forecast.
 */
public record LossSettings(Configuration configuration) {
  /** The server that tells the truth of a nonce; none where the daemon's own market does. */
  public Optional<HttpModelServer> groundTruthServer(TopicSpec topic) {
    return Optional.of(configuration.text(key(topic, "ground-truth-url")))
        .filter(it -> !it.isEmpty())
        .map(
            it ->
                new HttpModelServer(
                    it, topic.hasMarket() ? HttpModelServer.baseCoin(topic.pair()) : ""));
  }

  /** Standard deviation of what the topic asks for, which some loss methods measure by. */
  public OptionalDouble sigma(TopicSpec topic) {
    double sigma = configuration.value(key(topic, "loss-sigma"), 0.0, ValueParsers::parsePositive);
    return sigma > 0 ? OptionalDouble.of(sigma) : OptionalDouble.empty();
  }

  /** The service that computes a topic's losses; none where they are computed here. */
  public Optional<LossService> lossService(TopicSpec topic) {
    String url = configuration.text(key(topic, "loss-url"));
    Map<String, String> options =
        configuration.value(key(topic, "loss-options"), Map.of(), LossSettings::parseOptions);
    Optional<Boolean> neverNegative =
        configuration.value(
            key(topic, "loss-never-negative"),
            Optional.empty(),
            it -> Optional.of(ValueParsers.parseBoolean(it)));
    return url.isEmpty()
        ? Optional.empty()
        : Optional.of(new LossService(url, options, neverNegative));
  }

  /** {@code loss_method=huber,delta=2}. */
  private static Map<String, String> parseOptions(String text) {
    Map<String, String> options = new TreeMap<>();
    for (String option : text.split(",", -1)) {
      String[] parts = option.split("=", 2);
      if (parts.length < 2 || parts[0].isBlank()) {
        throw new IllegalArgumentException("must be options, e.g. loss_method=huber,delta=2");
      }
      options.put(parts[0].strip(), parts[1].strip());
    }
    return options;
  }

  /** What the forecast is made by. */
  public enum ForecastSource {
    NONE,
    PAST_LOSSES,
    MODEL,
    URL
  }

  public ForecastSource forecastSource(TopicSpec topic) {
    return configuration.value(
        key(topic, "forecast"), ForecastSource.NONE, LossSettings::parseSource);
  }

  /** The folder of an artifact that answers with losses. */
  public Path forecastModel(TopicSpec topic) {
    return Path.of(configuration.text(key(topic, "forecast-model")));
  }

  public HttpModelServer forecastServer(TopicSpec topic) {
    return new HttpModelServer(
        configuration.text(key(topic, "forecast-url")),
        topic.hasMarket() ? HttpModelServer.baseCoin(topic.pair()) : "");
  }

  /** Reports what is wrong; an address is never repeated, since it may hold a secret. */
  void validate(List<TopicSpec> reported, List<TopicSpec> inferred) {
    reported.forEach(this::validate);
    inferred.forEach(this::validateForecast);
  }

  private void validate(TopicSpec topic) {
    sigma(topic);
    try {
      boolean served = lossService(topic).isPresent();
      if (!topic.labels().isEmpty() && !served) {
        configuration.addProblem(
            key(topic, "loss-url")
                + " is needed: there is no public formula for the loss of labelled values");
      }
    } catch (IllegalArgumentException e) {
      configuration.addProblem(key(topic, "loss-url") + " is no http or https address");
    }
    try {
      if (groundTruthServer(topic).isEmpty() && !isToldByPrices(topic)) {
        configuration.addProblem(
            key(topic, "ground-truth-url") + " is needed: prices of a pair do not tell the truth");
      }
    } catch (IllegalArgumentException e) {
      configuration.addProblem(key(topic, "ground-truth-url") + " is no http or https address");
    }
  }

  private void validateForecast(TopicSpec topic) {
    ForecastSource source = forecastSource(topic);
    if (source == ForecastSource.NONE
        && configuration.text(key(topic, "inference")).equals("none")) {
      configuration.addProblem(
          key(topic, "inference")
              + " is none: a worker without an inference needs "
              + key(topic, "forecast"));
    }
    if (source == ForecastSource.MODEL
        && configuration.text(key(topic, "forecast-model")).isEmpty()) {
      configuration.addProblem(
          key(topic, "forecast-model") + " is needed: a folder of an artifact");
    }
    try {
      if (source == ForecastSource.URL) {
        forecastServer(topic);
      }
    } catch (IllegalArgumentException e) {
      configuration.addProblem(key(topic, "forecast-url") + " is no http or https address");
    }
  }

  private static ForecastSource parseSource(String text) {
    try {
      return ForecastSource.valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("must be none, past-losses, model or url", e);
    }
  }

  private static boolean isToldByPrices(TopicSpec topic) {
    return topic.hasMarket() && topic.labels().isEmpty();
  }

  private static String key(TopicSpec topic, String name) {
    return "topic." + topic.id() + "." + name;
  }
}
