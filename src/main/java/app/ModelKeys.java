package app;

import domain.Target;
import domain.TopicSpec;
import inference.GuardLimits;
import inference.HttpModel;
import inference.Policy;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import lab.DefaultFormula;
import routes.AtWindowEnd;

/** The keys that say what answers a topic, what the guard lets pass, and the way out. */
record ModelKeys(Configuration configuration) {
  GuardLimits limits(TopicSpec topic) {
    GuardLimits usual = GuardLimits.DEFAULT;
    return new GuardLimits(
        configuration.value(own(topic, "guard.sigmas"), usual.widest(), Parsers::positive),
        configuration.value(own(topic, "guard.policy"), usual.policy(), ModelKeys::policy),
        configuration.value(own(topic, "guard.frozen-after"), usual.frozenAfter(), ModelKeys::rows),
        configuration.value(
            own(topic, "guard.consensus-sigmas"), usual.fromConsensus(), ModelKeys::distance),
        configuration.value(own(topic, "guard.zero"), usual.zero(), ModelKeys::zero));
  }

  AtWindowEnd atWindowEnd(TopicSpec topic) {
    return configuration.value(
        own(topic, "at-window-end"), AtWindowEnd.ABSTAIN, ModelKeys::atWindowEnd);
  }

  /** The topic's own key where that is set, else the one for all topics. */
  private String own(TopicSpec topic, String name) {
    return configuration.text(key(topic, name)).isEmpty() ? "model." + name : key(topic, name);
  }

  /** Folder of a topic's artifact; empty stands for the default predictor. */
  Optional<Path> folder(TopicSpec topic) {
    return path(key(topic, "model")).or(() -> path("model.dir"));
  }

  /** The server that answers a topic instead of an artifact. */
  Optional<HttpModel> server(TopicSpec topic) {
    return Optional.of(configuration.text(key(topic, "model-url")))
        .filter(it -> !it.isEmpty())
        .map(it -> new HttpModel(it, coin(topic)));
  }

  /** Reports what is wrong; an address is never repeated, since it may hold a secret. */
  void check(List<TopicSpec> topics) {
    topics.forEach(this::limits);
    topics.forEach(this::atWindowEnd);
    topics.forEach(this::check);
  }

  private void check(TopicSpec topic) {
    if (configuration.text(key(topic, "model-url")).isEmpty()) {
      checkDefault(topic);
      return;
    }
    try {
      server(topic);
    } catch (IllegalArgumentException e) {
      configuration.problem(key(topic, "model-url") + " is no http or https address");
    }
    if (path(key(topic, "model")).isPresent()) {
      configuration.problem(
          key(topic, "model") + " and " + key(topic, "model-url") + " are both set; empty one");
    }
  }

  private void checkDefault(TopicSpec topic) {
    boolean suits =
        topic.target() == Target.LOG_RETURN && topic.horizon().equals(DefaultFormula.HORIZON);
    if (folder(topic).isEmpty() && !suits) {
      configuration.problem(
          "topic %d: the default predictor answers the log-return over %d h and nothing else; name %s or %s"
              .formatted(
                  topic.id(),
                  DefaultFormula.HORIZON.toHours(),
                  key(topic, "model"),
                  key(topic, "model-url")));
    }
  }

  /** What stands for {@code {Token}}: the base coin in capitals, BTC of btcusd. */
  private static String coin(TopicSpec topic) {
    return topic.pair().replaceFirst("usd[tc]?$", "").toUpperCase(Locale.ROOT);
  }

  private Optional<Path> path(String key) {
    return Optional.of(configuration.text(key)).filter(it -> !it.isEmpty()).map(Path::of);
  }

  private static String key(TopicSpec topic, String name) {
    return "topic." + topic.id() + "." + name;
  }

  private static Policy policy(String text) {
    return Policy.valueOf(text.toUpperCase(Locale.ROOT));
  }

  private static OptionalDouble distance(String text) {
    return text.equals("off") ? OptionalDouble.empty() : OptionalDouble.of(Parsers.positive(text));
  }

  private static AtWindowEnd atWindowEnd(String text) {
    return AtWindowEnd.valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  private static boolean zero(String text) {
    return switch (text) {
      case "allow" -> true;
      case "refuse" -> false;
      default -> throw new IllegalArgumentException("must be refuse or allow");
    };
  }

  private static int rows(String text) {
    int rows = Integer.parseInt(text);
    if (rows < 2) {
      throw new IllegalArgumentException("must be 2 or more");
    }
    return rows;
  }
}
