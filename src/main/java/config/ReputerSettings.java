package config;

import domain.TopicSpec;
import inference.HttpModelServer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

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

  void validate(List<TopicSpec> topics) {
    topics.forEach(this::validate);
  }

  private void validate(TopicSpec topic) {
    sigma(topic);
    if (!topic.labels().isEmpty()) {
      configuration.addProblem(
          key(topic, "role") + ": losses of a topic with labels are not computed here");
    }
    try {
      if (groundTruthServer(topic).isEmpty() && !topic.hasMarket()) {
        configuration.addProblem(
            key(topic, "ground-truth-url") + " is needed: the topic has no pair to take prices of");
      }
    } catch (IllegalArgumentException e) {
      configuration.addProblem(key(topic, "ground-truth-url") + " is no http or https address");
    }
  }

  private static String key(TopicSpec topic, String name) {
    return "topic." + topic.id() + "." + name;
  }
}
