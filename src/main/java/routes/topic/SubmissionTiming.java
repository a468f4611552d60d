package routes.topic;

import base.BoundedNumbers;
import java.time.Duration;
import java.time.Instant;

/**
 * When in a window its submission is begun: late, since more of the return is known then, but never
 * so late that trying again would not fit in.
 *
 * @param windowShare of the window that may pass first, 0 for at once, at most two thirds
 */
public record SubmissionTiming(double windowShare) {
  private static final double MOST = 2.0 / 3;

  /** Room that every window keeps: a few blocks, a retry and a page of candles. */
  private static final Duration ROOM = Duration.ofMinutes(2);

  private static final int RETRIES = 4;

  public SubmissionTiming {
    if (!(windowShare >= 0 && windowShare <= MOST)) {
      throw new IllegalArgumentException("must be early, or a share of the window from 0 to 0.66");
    }
  }

  /** Reads {@code early} or a share such as {@code 0.4}. */
  public static SubmissionTiming parse(String text) {
    return new SubmissionTiming("early".equals(text) ? 0 : BoundedNumbers.parseDouble(text));
  }

  /**
   * How long to wait from the opening on.
   *
   * @param end moment by which the submission must be in, the window's end or earlier
   * @param latency from the begin of a submission to its broadcast, as lately measured
   */
  public Duration waitAfterOpening(Instant opened, Instant end, Duration latency) {
    Duration length = Duration.between(opened, end);
    Duration wish = Duration.ofMillis((long) (length.toMillis() * windowShare));
    Duration reserve = longestOf(length.dividedBy(3), ROOM, latency.multipliedBy(RETRIES));
    Duration most = length.minus(reserve);
    Duration wait = wish.compareTo(most) < 0 ? wish : most;
    return wait.isNegative() ? Duration.ZERO : wait;
  }

  private static Duration longestOf(Duration a, Duration b, Duration c) {
    Duration ab = a.compareTo(b) > 0 ? a : b;
    return ab.compareTo(c) > 0 ? ab : c;
  }
}
