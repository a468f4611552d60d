package app;

import domain.TopicSpec;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.stream.Collectors;
import routes.Seasons.Season;

/** The keys {@code topic.<id>.start} and {@code .end}: none means always. */
final class Calendar {
  private Calendar() {}

  static Map<Long, Season> seasons(Settings settings) {
    return settings.topics().stream()
        .collect(Collectors.toMap(TopicSpec::id, it -> season(settings.configuration(), it.id())));
  }

  /** The seasons in which answers are expected: never in a dry run. */
  static Map<Long, Season> expected(Settings settings) {
    Season never = new Season(Instant.MAX, Instant.MAX);
    return settings.dryRun()
        ? settings.topics().stream().collect(Collectors.toMap(TopicSpec::id, it -> never))
        : seasons(settings);
  }

  /** Whether the daemon stops by itself when all seasons are over. */
  static boolean stops(Settings settings) {
    return settings.configuration().value("topics.after-end", true, Calendar::stop);
  }

  private static Season season(Configuration configuration, long topic) {
    String prefix = "topic." + topic + ".";
    Season season =
        new Season(
            configuration.value(prefix + "start", Instant.MIN, Calendar::moment),
            configuration.value(prefix + "end", Instant.MAX, Calendar::moment));
    if (!season.start().isBefore(season.end())) {
      configuration.problem(prefix + "end must be after " + prefix + "start");
    }
    return season;
  }

  private static Instant moment(String text) {
    return OffsetDateTime.parse(text).toInstant();
  }

  private static boolean stop(String text) {
    if (!text.matches("stop|idle")) {
      throw new IllegalArgumentException("must be stop or idle");
    }
    return text.equals("stop");
  }
}
