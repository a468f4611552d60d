package config;

import domain.TopicSpec;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.stream.Collectors;
import routes.topic.CompetitionCalendar.CompetitionPeriod;

/** The keys {@code topic.<id>.start} and {@code .end}: none means always. */
public final class CompetitionSettings {
  private CompetitionSettings() {}

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
    return settings.configuration().value("topics.after-end", true, CompetitionSettings::parseStop);
  }

  private static CompetitionPeriod parsePeriod(Configuration configuration, long topic) {
    String prefix = "topic." + topic + ".";
    CompetitionPeriod season =
        new CompetitionPeriod(
            configuration.value(prefix + "start", Instant.MIN, CompetitionSettings::parseInstant),
            configuration.value(prefix + "end", Instant.MAX, CompetitionSettings::parseInstant));
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
