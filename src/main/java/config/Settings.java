package config;

import chain.model.FeePolicy.FeeTier;
import domain.Role;
import domain.Role.Task;
import domain.TopicSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import routes.topic.SubmissionTiming;

/** The configuration with types, checked as a whole: what the wiring is built from. */
public record Settings(
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
          "heartbeat.standing",
          "alert.period");

  /** Milliseconds that a source gets at any speed: it may be a real one. */
  private static final long LEAST_REPLY = 1000;

  private static final Duration ASK_AGAIN = Duration.ofMillis(500);

  public static Settings loadStrict(Configuration configuration, Map<String, String> environment) {
    Settings settings = loadLenient(configuration, environment);
    configuration.requireNoProblems();
    return settings;
  }

  /** With defaults in place of what is wrong; the configuration keeps the list of it. */
  public static Settings loadLenient(Configuration configuration, Map<String, String> environment) {
    Settings settings =
        new Settings(
            configuration,
            resolveStateDir(configuration, environment),
            configuration.value("instance.speed", 1.0, ValueParsers::parsePositive),
            TopicSettings.parseTopics(configuration),
            environment);
    settings.validate();
    return settings;
  }

  public String text(String key) {
    return configuration.text(key);
  }

  public Optional<Path> path(String key) {
    return Optional.of(text(key)).filter(it -> !it.isEmpty()).map(Path::of);
  }

  public FeeTier feeTier() {
    return configuration.value("network.fee-tier", FeeTier.STANDARD, ValueParsers::parseFeeTier);
  }

  /** Names of the market sources, in the order in which they are asked. */
  public List<String> defaultSources() {
    return Arrays.stream(text("market.sources").split(",")).map(String::strip).toList();
  }

  /** What Camel's placeholders see: every key, with periods as they are in real time. */
  public Properties camelProperties() {
    Properties all = configuration.toProperties();
    PERIODS.forEach(key -> all.setProperty(key, toRealTime(duration(key)).toMillis() + ""));
    Duration within = duration("market.reply-within");
    long least = Math.min(LEAST_REPLY, within.toMillis());
    all.setProperty("market.reply-within", Math.max(least, toRealTime(within).toMillis()) + "");
    all.setProperty("market.ask-again-after", toRealTime(ASK_AGAIN).toMillis() + "");
    return all;
  }

  /** When in a window of this topic its submission is begun. */
  public SubmissionTiming submissionTiming(long topic) {
    String own = "topic." + topic + ".answer-at";
    String key = text(own).isEmpty() ? "window.answer-at" : own;
    return configuration.value(key, new SubmissionTiming(0), SubmissionTiming::parse);
  }

  /** What the wallet does in a topic. */
  public Set<Role> roles(long topic) {
    return TopicSettings.parseRoles(configuration, topic);
  }

  /** Topics in which the wallet has this role. */
  public List<TopicSpec> topicsOf(Role role) {
    return topics.stream().filter(it -> roles(it.id()).contains(role)).toList();
  }

  /** What the network scores the wallet for in a topic, beside inferences. */
  public Set<Task> otherTasks(long topic) {
    Set<Task> tasks = EnumSet.noneOf(Task.class);
    topics.stream()
        .filter(it -> it.id() == topic && roles(topic).contains(Role.WORKER))
        .filter(it -> lossSettings().forecastSource(it) != LossSettings.ForecastSource.NONE)
        .forEach(it -> tasks.add(Task.FORECAST));
    if (roles(topic).contains(Role.REPUTER)) {
      tasks.add(Task.REPUTATION);
    }
    return tasks;
  }

  public LossSettings lossSettings() {
    return new LossSettings(configuration);
  }

  /** Labels that a topic's answer has; none where it is one number. */
  public List<String> labelNames(long topic) {
    return topics.stream()
        .filter(it -> it.id() == topic)
        .findFirst()
        .map(TopicSpec::labelNames)
        .orElse(List.of());
  }

  boolean booleanValue(String key) {
    return configuration.value(key, false, ValueParsers::parseBoolean);
  }

  /** Names of market sources in the order in which they are asked. */
  List<String> sourcesOfKey(String key) {
    return configuration.value(key, List.of(), ValueParsers::parseSources);
  }

  /** The order for a pair: its own, or the usual one. */
  public List<String> sourcesForPair(String pair) {
    String own = "market." + pair + ".sources";
    return sourcesOfKey(text(own).isEmpty() ? "market.sources" : own);
  }

  /** A duration of the chain's world; {@link #toRealTime} says how long that takes here. */
  public Duration duration(String key) {
    return configuration.value(key, Duration.ZERO, ValueParsers::parseDuration);
  }

  /** Real time for a duration of the chain's world, never below what a loopback call needs. */
  public Duration toRealTime(Duration chainTime) {
    return speed == 1
        ? chainTime
        : Duration.ofMillis(Math.max(50, Math.round(chainTime.toMillis() / speed)));
  }

  /** Whether nothing may be signed or sent. */
  public boolean isDryRun() {
    return Boolean.parseBoolean(text("instance.dry-run"));
  }

  public ModelSettings modelSettings() {
    return new ModelSettings(configuration);
  }

  private void validate() {
    PERIODS.forEach(this::duration);
    MarketSettings.validate(this);
    topics.forEach(it -> submissionTiming(it.id()));
    List.of("market.known-part", "instance.dry-run", "log.json", "camel.management.enabled")
        .forEach(this::booleanValue);
    configuration.value("log.level", "INFO", ValueParsers::parseLogLevel);
    configuration.value("camel.management.port", 0, ValueParsers::parsePort);
    configuration.keysMatching("market\\.([a-z0-9]+\\.)?sources").forEach(this::sourcesOfKey);
    feeTier();
    modelSettings().validate(topicsOf(Role.WORKER));
    lossSettings().validate(topicsOf(Role.REPUTER), topicsOf(Role.WORKER));
    AlertSettings.policy(this);
    WalletSettings.validate(this);
    TopicSettings.competitionPeriods(this);
    TopicSettings.stopsAtEnd(this);
  }

  private static Path resolveStateDir(
      Configuration configuration, Map<String, String> environment) {
    return Optional.of(configuration.text("instance.state-dir"))
        .filter(it -> !it.isEmpty())
        .or(() -> Optional.ofNullable(environment.get("STATE_DIRECTORY")))
        .map(Path::of)
        .or(() -> defaultStateFolder(environment))
        .orElseGet(
            () -> {
              configuration.addProblem(
                  "instance.state-dir: this user has no home folder: name a folder for the journal"
                      + " and the log, or set HOME");
              return Path.of("dromedary-state");
            });
  }

  /**
   * {@code .dromedary} in {@code HOME} where it is set, else in the home that Java takes from the
   * list of users. A user id without an entry there has none: Java then says {@code ?}.
   */
  public static Optional<Path> defaultStateFolder(Map<String, String> environment) {
    return Optional.ofNullable(environment.get("HOME"))
        .filter(it -> it.startsWith("/"))
        .or(() -> Optional.ofNullable(System.getProperty("user.home")))
        .filter(it -> !it.isBlank() && !it.equals("?"))
        .map(it -> Path.of(it, ".dromedary"));
  }
}
