package app;

import chain.Tier;
import domain.Target;
import domain.TopicSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import routes.AnswerAt;

/** The configuration with types, checked as a whole: what the wiring is built from. */
record Settings(
    Configuration configuration,
    Path stateDir,
    double speed,
    List<TopicSpec> topics,
    Map<String, String> environment) {
  private static final List<String> PERIODS =
      List.of(
          "window.tick",
          "settle.period",
          "score.period",
          "heartbeat.period",
          "heartbeat.levels",
          "alert.period");

  /** Milliseconds that a source gets at any speed: it may be a real one. */
  private static final long LEAST_REPLY = 1000;

  private static final Duration ASK_AGAIN = Duration.ofMillis(500);

  static Settings from(Configuration configuration, Map<String, String> environment) {
    Settings settings = lenient(configuration, environment);
    configuration.orStop();
    return settings;
  }

  /** With defaults in place of what is wrong; the configuration keeps the list of it. */
  static Settings lenient(Configuration configuration, Map<String, String> environment) {
    Settings settings =
        new Settings(
            configuration,
            stateDir(configuration, environment),
            configuration.value("instance.speed", 1.0, Parsers::positive),
            topics(configuration),
            environment);
    settings.check();
    return settings;
  }

  String text(String key) {
    return configuration.text(key);
  }

  Optional<Path> path(String key) {
    return Optional.of(text(key)).filter(it -> !it.isEmpty()).map(Path::of);
  }

  Tier feeTier() {
    return configuration.value("network.fee-tier", Tier.STANDARD, Parsers::tier);
  }

  /** Names of the market sources, in the order in which they are asked. */
  List<String> sources() {
    return Arrays.stream(text("market.sources").split(",")).map(String::strip).toList();
  }

  /** What Camel's placeholders see: every key, with periods as they are in real time. */
  Properties camelProperties() {
    Properties all = configuration.toProperties();
    PERIODS.forEach(key -> all.setProperty(key, real(duration(key)).toMillis() + ""));
    Duration within = duration("market.reply-within");
    long least = Math.min(LEAST_REPLY, within.toMillis());
    all.setProperty("market.reply-within", Math.max(least, real(within).toMillis()) + "");
    all.setProperty("market.ask-again-after", real(ASK_AGAIN).toMillis() + "");
    return all;
  }

  /** When in a window of this topic its answer is begun. */
  AnswerAt answerAt(long topic) {
    String own = "topic." + topic + ".answer-at";
    String key = text(own).isEmpty() ? "window.answer-at" : own;
    return configuration.value(key, new AnswerAt(0), AnswerAt::parse);
  }

  boolean flag(String key) {
    return configuration.value(key, false, Parsers::trueOrFalse);
  }

  /** Names of market sources in the order in which they are asked. */
  List<String> sources(String key) {
    return configuration.value(key, List.of(), Parsers::knownSources);
  }

  /** The order for a pair: its own, or the usual one. */
  List<String> sourcesOf(String pair) {
    String own = "market." + pair + ".sources";
    return sources(text(own).isEmpty() ? "market.sources" : own);
  }

  /** A duration of the chain's world; {@link #real} says how long that takes here. */
  Duration duration(String key) {
    return configuration.value(key, Duration.ZERO, Parsers::parseDuration);
  }

  /** Real time for a duration of the chain's world, never below what a loopback call needs. */
  Duration real(Duration chainTime) {
    return speed == 1
        ? chainTime
        : Duration.ofMillis(Math.max(50, Math.round(chainTime.toMillis() / speed)));
  }

  /** Whether nothing may be signed or sent. */
  boolean dryRun() {
    return Boolean.parseBoolean(text("instance.dry-run"));
  }

  ModelKeys models() {
    return new ModelKeys(configuration);
  }

  private void check() {
    PERIODS.forEach(this::duration);
    MarketKeys.check(this);
    topics.forEach(it -> answerAt(it.id()));
    List.of("market.known-part", "instance.dry-run", "log.json", "camel.management.enabled")
        .forEach(this::flag);
    configuration.value("log.level", "INFO", Parsers::logLevel);
    configuration.value("camel.management.port", 0, Parsers::port);
    configuration.keys("market\\.([a-z0-9]+\\.)?sources").forEach(this::sources);
    feeTier();
    models().check(topics);
    AlertSettings.policy(this);
    Wallets.check(this);
    Calendar.seasons(this);
    Calendar.stops(this);
  }

  private static List<TopicSpec> topics(Configuration configuration) {
    List<Long> ids = configuration.value("topics", List.of(), Settings::ids);
    if (configuration.text("topics").isEmpty()) {
      configuration.problem("topics is empty: name at least one, e.g. 67");
    }
    return ids.stream().flatMap(id -> topic(configuration, id).stream()).toList();
  }

  private static List<Long> ids(String text) {
    if (!text.matches("\\d{1,9}(\\s*,\\s*\\d{1,9})*")) {
      throw new IllegalArgumentException("must be numbers of topics, e.g. 66,67");
    }
    return Arrays.stream(text.split(",")).map(String::trim).map(Long::valueOf).distinct().toList();
  }

  private static Optional<TopicSpec> topic(Configuration configuration, long id) {
    String prefix = "topic." + id + ".";
    Target target = configuration.value(prefix + "target", null, Parsers::target);
    Duration horizon = configuration.value(prefix + "horizon", null, Parsers::parseDuration);
    String pair = configuration.text(prefix + "pair").toLowerCase(Locale.ROOT);
    if (target == null || horizon == null || pair.isEmpty()) {
      configuration.problem(
          "topic "
              + id
              + " needs "
              + prefix
              + "target, "
              + prefix
              + "pair and "
              + prefix
              + "horizon");
      return Optional.empty();
    }
    return Optional.of(new TopicSpec(id, target, pair, horizon));
  }

  private static Path stateDir(Configuration configuration, Map<String, String> environment) {
    return Optional.of(configuration.text("instance.state-dir"))
        .filter(it -> !it.isEmpty())
        .or(() -> Optional.ofNullable(environment.get("STATE_DIRECTORY")))
        .map(Path::of)
        .orElse(Path.of(System.getProperty("user.home"), ".dromedary"));
  }
}
