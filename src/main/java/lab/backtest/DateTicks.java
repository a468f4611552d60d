package lab.backtest;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Marks of a time axis at the first of months, or at days where it is short. */
final class DateTicks {
  static final int MOST = 8;
  private static final int[] MONTHS = {1, 2, 3, 6, 12, 24, 60, 120};

  private DateTicks() {}

  static List<LocalDate> between(double low, double high) {
    double days = (high - low) / 86_400;
    LocalDate day = LocalDate.ofInstant(Instant.ofEpochSecond((long) low), ZoneOffset.UTC);
    int step = 0;
    if (days > 31 * 3) {
      step = Arrays.stream(MONTHS).filter(it -> days / 30.4 / it <= MOST).findFirst().orElse(240);
      day = LocalDate.of(day.getYear(), 1, 1);
    }
    int daysApart = (int) Math.max(1, Math.ceil(days / MOST));
    List<LocalDate> ticks = new ArrayList<>();
    while (day.toEpochDay() * 86_400.0 <= high) {
      if (day.toEpochDay() * 86_400.0 >= low) {
        ticks.add(day);
      }
      day = step == 0 ? day.plusDays(daysApart) : day.plusMonths(step);
    }
    return ticks;
  }

  static String label(LocalDate day, double seconds) {
    return seconds > 31 * 3 * 86_400.0 ? day.toString().substring(0, 7) : day.toString();
  }
}
