package config;

import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import routes.health.AlertPolicy;

/** The keys under {@code alert.} with types. */
public final class AlertSettings {
  private AlertSettings() {}

  public static AlertPolicy policy(Settings settings) {
    Configuration configuration = settings.configuration();
    List<LocalTime> quiet =
        configuration.value(
            "alert.quiet", List.of(LocalTime.MIN, LocalTime.MIN), AlertSettings::parseQuietTimes);
    return new AlertPolicy(
        settings.text("instance.name"),
        settings.duration("alert.rest"),
        configuration.value("alert.runway", 0L, Long::valueOf),
        quiet.get(0),
        quiet.get(1),
        configuration.value("journal.replicas", 1, Integer::valueOf));
  }

  private static List<LocalTime> parseQuietTimes(String text) {
    List<LocalTime> ends = Arrays.stream(text.split("-")).map(LocalTime::parse).toList();
    if (ends.size() != 2) {
      throw new IllegalArgumentException("must be two times of day, e.g. 22:00-07:00");
    }
    return ends;
  }
}
