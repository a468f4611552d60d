package market.quality;

import java.time.Duration;
import java.util.Objects;

/**
 * What the operator sets about candles.
 *
 * @param maxAge the newest closed bar may be no older than this, counted from its end
 * @param minBars bars without a gap that a forecast needs at least
 * @param historyBars bars asked for on a cold start, and handed out at most
 * @param requestsPerHour requests per hour to a source that counts them
 * @param jumpDeviations robust standard deviations beyond which one hour's move needs a second
 *     witness; passed once in ten years of bitcoin
 * @param frozenCloses equal closes in a row that no living market shows; since 2019 bitcoin and
 *     solana had five at most
 * @param disagreement relative difference of two sources' closes that is too much, 0.005 = 50 bp
 * @param outvoteByMedian whether three sources outvote a disagreement; otherwise it refuses
 */
public record CandleLimits(
    Duration maxAge,
    int minBars,
    int historyBars,
    int requestsPerHour,
    double jumpDeviations,
    int frozenCloses,
    double disagreement,
    boolean outvoteByMedian) {
  public static final CandleLimits DEFAULT =
      new CandleLimits(Duration.ofHours(2), 1_200, 8_760, 50, 40, 6, 0.005, true);

  public CandleLimits {
    Objects.requireNonNull(maxAge, "maxAge");
    if (minBars < 2 || historyBars < minBars) {
      throw new IllegalArgumentException(
          "market history must be at least the minimum of " + minBars + ", got " + historyBars);
    }
    if (requestsPerHour < 1) {
      throw new IllegalArgumentException("market budget must be 1 request an hour or more");
    }
  }

  /** Two days: what a fast topic looks back on, and few enough requests for a cold start. */
  private static final int MINUTE_HISTORY = 2_880;

  /** Fewer than the 720 that Kraken can give at most. */
  private static final int MINUTE_MIN_BARS = 600;

  private static final Duration MINUTE_MAX_AGE = Duration.ofMinutes(5);

  /** Equal closes in a row: a quiet night has a few, a dead feed has nothing else. */
  private static final int MINUTE_FROZEN = 30;

  /** These limits as they are for bars of another length than an hour. */
  public CandleLimits atStep(Duration step) {
    if (step.compareTo(Duration.ofHours(1)) >= 0) {
      return this;
    }
    return new CandleLimits(
        maxAge.compareTo(MINUTE_MAX_AGE) < 0 ? maxAge : MINUTE_MAX_AGE,
        MINUTE_MIN_BARS,
        MINUTE_HISTORY,
        requestsPerHour,
        jumpDeviations,
        MINUTE_FROZEN,
        disagreement,
        outvoteByMedian);
  }

  public CandleLimits withMaxAge(Duration age) {
    return new CandleLimits(
        age,
        minBars,
        historyBars,
        requestsPerHour,
        jumpDeviations,
        frozenCloses,
        disagreement,
        outvoteByMedian);
  }

  public CandleLimits withHistoryBars(int bars) {
    return new CandleLimits(
        maxAge,
        minBars,
        bars,
        requestsPerHour,
        jumpDeviations,
        frozenCloses,
        disagreement,
        outvoteByMedian);
  }

  public CandleLimits withRequestsPerHour(int requests) {
    return new CandleLimits(
        maxAge,
        minBars,
        historyBars,
        requests,
        jumpDeviations,
        frozenCloses,
        disagreement,
        outvoteByMedian);
  }

  public CandleLimits withJump(double deviations) {
    return new CandleLimits(
        maxAge,
        minBars,
        historyBars,
        requestsPerHour,
        deviations,
        frozenCloses,
        disagreement,
        outvoteByMedian);
  }

  public CandleLimits withDisagreement(double share, boolean outvoted) {
    return new CandleLimits(
        maxAge,
        minBars,
        historyBars,
        requestsPerHour,
        jumpDeviations,
        frozenCloses,
        share,
        outvoted);
  }
}
