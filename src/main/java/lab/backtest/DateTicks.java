package lab.backtest;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Marks of a time axis at the first of months, at days where it is short, or at hours. */
final class DateTicks {
  static final int MOST = 8;
  static final double DAY = 86_400;
  private static final double MANY_DAYS = 31 * 3;
  private static final double FEW_DAYS = 2;
  private static final int[] MONTHS = {1, 2, 3, 6, 12, 24, 60, 120};
  private static final int[] HOURS = {1, 2, 3, 6, 12};

  private DateTicks() {}

  static List<LocalDateTime> between(double low, double high) {
    double days = (high - low) / DAY;
    LocalDateTime at =
        LocalDateTime.ofEpochSecond((long) low, 0, ZoneOffset.UTC).truncatedTo(ChronoUnit.DAYS);
    TemporalAmount apart = Period.ofDays((int) Math.max(1, Math.ceil(days / MOST)));
    if (days > MANY_DAYS) {
      apart = Period.ofMonths(fewest(MONTHS, days / 30.4, 240));
      at = at.withDayOfYear(1);
    } else if (days < FEW_DAYS) {
      apart = Duration.ofHours(fewest(HOURS, days * 24, 12));
    }
    List<LocalDateTime> ticks = new ArrayList<>();
    for (; at.toEpochSecond(ZoneOffset.UTC) <= high; at = at.plus(apart)) {
      if (at.toEpochSecond(ZoneOffset.UTC) >= low) {
        ticks.add(at);
      }
    }
    return ticks;
  }

  private static int fewest(int[] steps, double length, int otherwise) {
    return Arrays.stream(steps).filter(it -> length / it <= MOST).findFirst().orElse(otherwise);
  }

  static String label(LocalDateTime at, double seconds) {
    String text = at.toString();
    if (seconds < FEW_DAYS * DAY) {
      return text.substring(5).replace('T', ' ');
    }
    return text.substring(0, seconds > MANY_DAYS * DAY ? 7 : 10);
  }
}
