package config;

import domain.Role;
import domain.TopicSpec;
import domain.TopicSpec.Label;
import domain.TopicSpec.PredictionTarget;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import routes.topic.CompetitionCalendar.CompetitionPeriod;

/** Reads what the operator declares about each topic, also when it starts and ends. */
public final class TopicSettings {
  private TopicSettings() {}

  static List<TopicSpec> parseTopics(Configuration configuration) {
    List<Long> ids = configuration.value("topics", List.of(), TopicSettings::parseTopicIds);
    if (configuration.text("topics").isEmpty()) {
      configuration.addProblem("topics is empty: name at least one, e.g. 67");
    }
    return ids.stream().flatMap(id -> parseTopic(configuration, id).stream()).toList();
  }

  private static List<Long> parseTopicIds(String text) {
    List<String> ids = Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    if (!ids.stream().allMatch(it -> it.matches("\\d{1,9}"))) {
      throw new IllegalArgumentException("must be numbers of topics, e.g. 66,67");
    }
    return ids.stream().map(Long::valueOf).distinct().toList();
  }

  private static Optional<TopicSpec> parseTopic(Configuration configuration, long id) {
    String prefix = "topic." + id + ".";
    PredictionTarget target =
        configuration.value(prefix + "target", null, ValueParsers::parseTarget);
    Duration horizon = configuration.value(prefix + "horizon", null, ValueParsers::parseDuration);
    String pair = configuration.text(prefix + "pair").toLowerCase(Locale.ROOT);
    List<Label> labels =
        configuration.value(prefix + "labels", List.of(), TopicSettings::parseLabels);
    Set<Role> roles = parseRoles(configuration, id);
    boolean served =
        !configuration.text(prefix + "model-url").isEmpty()
            || configuration.text(prefix + "inference").equals("none")
            || !roles.contains(Role.WORKER)
                && !configuration.text(prefix + "ground-truth-url").isEmpty();
    if (served && pair.isEmpty() && (target == null || target == PredictionTarget.NUMBER)) {
      return Optional.of(TopicSpec.withoutMarket(id, labels));
    }
    if (target == PredictionTarget.NUMBER) {
      configuration.addProblem(
          "topic %d: a number without a market takes a model server: set %smodel-url, and no pair"
              .formatted(id, prefix));
      return Optional.empty();
    }
    if (target == null || horizon == null || pair.isEmpty()) {
      configuration.addProblem(
          "topic %d needs %starget, %spair and %shorizon".formatted(id, prefix, prefix, prefix));
      return Optional.empty();
    }
    return Optional.of(new TopicSpec(id, target, pair, horizon, labels));
  }

  /** What the wallet does in the topic: {@code worker}, {@code reputer}, or both. */
  static Set<Role> parseRoles(Configuration configuration, long id) {
    return configuration.value(
        "topic." + id + ".role",
        EnumSet.of(Role.WORKER),
        text -> {
          EnumSet<Role> roles = EnumSet.noneOf(Role.class);
          for (String name : text.split(",")) {
            try {
              roles.add(Role.parse(name));
            } catch (IllegalArgumentException e) {
              throw new IllegalArgumentException("must be worker, reputer or worker,reputer", e);
            }
          }
          return roles;
        });
  }

  /** {@code up,down}, or {@code up=p_up,down=p_down} where the model has other names for them. */
  private static List<Label> parseLabels(String text) {
    return Arrays.stream(text.split(",", -1)).map(TopicSettings::parseLabel).toList();
  }

  private static Label parseLabel(String text) {
    String[] parts = text.split("=", -1);
    String name = parts[0].strip();
    String output = parts[parts.length - 1].strip();
    if (parts.length > 2 || name.isEmpty() || output.isEmpty() || name.matches(".*[#|].*")) {
      throw new IllegalArgumentException("must be labels, e.g. up,down or up=p_up,down=p_down");
    }
    return new Label(name, output);
  }

  /** The keys {@code topic.N.start} and {@code .end}: none means always. */
  public static Map<Long, CompetitionPeriod> competitionPeriods(Settings settings) {
    return settings.topics().stream()
        .collect(
            Collectors.toMap(TopicSpec::id, it -> parsePeriod(settings.configuration(), it.id())));
  }

  /** The periods in which submissions are expected: none in a dry run. */
  public static Map<Long, CompetitionPeriod> expectedPeriods(Settings settings) {
    CompetitionPeriod never = new CompetitionPeriod(Instant.MAX, Instant.MAX);
    return settings.isDryRun()
        ? settings.topics().stream().collect(Collectors.toMap(TopicSpec::id, it -> never))
        : competitionPeriods(settings);
  }

  /** Whether the daemon stops by itself when all seasons are over. */
  public static boolean stopsAtEnd(Settings settings) {
    return settings.configuration().value("topics.after-end", true, TopicSettings::parseStop);
  }

  private static CompetitionPeriod parsePeriod(Configuration configuration, long topic) {
    String prefix = "topic." + topic + ".";
    CompetitionPeriod season =
        new CompetitionPeriod(
            configuration.value(prefix + "start", Instant.MIN, TopicSettings::parseInstant),
            configuration.value(prefix + "end", Instant.MAX, TopicSettings::parseInstant));
    if (!season.start().isBefore(season.end())) {
      configuration.addProblem(prefix + "end must be after " + prefix + "start");
    }
    return season;
  }

  private static Instant parseInstant(String text) {
    return OffsetDateTime.parse(text).toInstant();
  }

  private static boolean parseStop(String text) {
    if (!text.matches("stop|idle")) {
      throw new IllegalArgumentException("must be stop or idle");
    }
    return text.equals("stop");
  }
}
