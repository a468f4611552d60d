package lab.train;

import domain.TopicSpec;

/**
 * Lengths, in bars, by which a walk through a history is cut. Hours have seasons of years, minutes
 * those of days, and a history of minutes has days where one of hours has years.
 *
 * @param memory what a first fit needs, what stays sealed while a penalty is chosen, and how long a
 *     usual move is remembered
 * @param refit between two fits of a ridge
 * @param block least length of a bootstrap block
 */
public record WalkForwardSchedule(int memory, int refit, int block) {
  private static final int DAY_OF_MINUTES = 1_440;

  /** A long history of minutes is refitted so many times at most. */
  private static final int MOST_FITS = 30;

  /** A year, a quarter and a fortnight of hours; a week, a day and half a day of minutes. */
  public static WalkForwardSchedule of(CandleHistory history) {
    return history.step().equals(TopicSpec.HOUR)
        ? new WalkForwardSchedule(8_760, 2_184, 336)
        : new WalkForwardSchedule(
            7 * DAY_OF_MINUTES,
            Math.max(DAY_OF_MINUTES, history.size() / MOST_FITS),
            DAY_OF_MINUTES / 2);
  }
}
