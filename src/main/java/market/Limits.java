package market;

import java.time.Duration;
import java.util.Objects;

/**
 * What the operator sets about candles.
 *
 * @param maxAge the newest closed bar may be no older than this, counted from its end
 * @param minimum bars without a gap that a forecast needs at least
 * @param history bars asked for on a cold start, and handed out at most
 * @param budget requests per hour and source
 * @param jump robust standard deviations beyond which one hour's move needs a second witness; the
 *     crash of March 2020 was 37
 * @param frozen equal closes in a row, up to now, that no living market shows
 * @param disagreement relative difference of two sources' closes that is too much, 0.005 = 50 bp
 * @param median whether three sources outvote a disagreement; otherwise it refuses
 */
public record Limits(
    Duration maxAge,
    int minimum,
    int history,
    int budget,
    double jump,
    int frozen,
    double disagreement,
    boolean median) {
  public static final Limits DEFAULT =
      new Limits(Duration.ofHours(2), 1_200, 8_760, 50, 40, 12, 0.005, true);

  public Limits {
    Objects.requireNonNull(maxAge, "maxAge");
    if (minimum < 2 || history < minimum) {
      throw new IllegalArgumentException(
          "market history must be at least the minimum of " + minimum + ", got " + history);
    }
    if (budget < 1) {
      throw new IllegalArgumentException("market budget must be 1 request an hour or more");
    }
  }

  public Limits withMaxAge(Duration age) {
    return new Limits(age, minimum, history, budget, jump, frozen, disagreement, median);
  }

  public Limits withHistory(int bars) {
    return new Limits(maxAge, minimum, bars, budget, jump, frozen, disagreement, median);
  }
}
