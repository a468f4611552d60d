package config;

import domain.TopicSpec;
import inference.HttpModelServer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import scoring.LossService;

/** The keys that say where a topic's ground truth comes from and how its losses are scaled. */
public record ReputerSettings(Configuration configuration) {
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
        configuration.value(key(topic, "loss-options"), Map.of(), ReputerSettings::parseOptions);
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

  void validate(List<TopicSpec> topics) {
    topics.forEach(this::validate);
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

  private static boolean isToldByPrices(TopicSpec topic) {
    return topic.hasMarket() && topic.labels().isEmpty();
  }

  private static String key(TopicSpec topic, String name) {
    return "topic." + topic.id() + "." + name;
  }
}
