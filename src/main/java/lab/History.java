package lab;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * Hourly closes without a gap, as training and backtests want them. Row t is the bar that starts t
 * hours after the first.
 */
public record History(Instant first, double[] closes) {
  public History {
    Objects.requireNonNull(first, "first");
    closes = closes.clone();
  }

  public int size() {
    return closes.length;
  }

  /** Start of row t's bar. */
  public Instant time(int t) {
    return first.plus(Duration.ofHours(t));
  }

  /** First row that does not start before the instant; may lie outside the history. */
  public int row(Instant time) {
    long seconds = Duration.between(first, time).getSeconds();
    return Math.toIntExact(-Math.floorDiv(-seconds, 3600));
  }
}
