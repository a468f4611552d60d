package market;

import java.time.Duration;
import java.util.Objects;

/**
 * What the operator sets about candles.
 *
 * @param maxAge the newest closed bar may be no older than this, counted from its end
 * @param minimum bars without a gap that a forecast needs at least
 * @param history bars asked for on a cold start, and handed out at most
 * @param budget requests per hour to a source that counts them
 * @param jump robust standard deviations beyond which one hour's move needs a second witness;
 *     passed once in ten years of bitcoin
 * @param frozen equal closes in a row that no living market shows; since 2019 bitcoin and solana
 *     had five at most
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
      new Limits(Duration.ofHours(2), 1_200, 8_760, 50, 40, 6, 0.005, true);

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

  public Limits withBudget(int requests) {
    return new Limits(maxAge, minimum, history, requests, jump, frozen, disagreement, median);
  }

  public Limits withJump(double deviations) {
    return new Limits(maxAge, minimum, history, budget, deviations, frozen, disagreement, median);
  }

  public Limits withDisagreement(double share, boolean outvoted) {
    return new Limits(maxAge, minimum, history, budget, jump, frozen, share, outvoted);
  }
}
