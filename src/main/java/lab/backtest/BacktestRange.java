package lab.backtest;

import features.PriceSeries;
import lab.train.HourlyCloses;

/**
 * The origins a backtest asks for: rows {@code from} to {@code to} (exclusive) of a history. The
 * target of row t is the log-return over the horizon that follows; it has ended by row u only if t
 * + horizon is at most u, and that is the embargo every fit keeps.
 */
public record BacktestRange(
    HourlyCloses history, PriceSeries series, int horizon, int from, int to) {
  public BacktestRange {
    if (from < 0 || to > history.size() || from >= to || horizon < 1) {
      throw new IllegalArgumentException(
          "rows " + from + " to " + to + " of " + history.size() + ", horizon " + horizon);
    }
  }

  public static BacktestRange of(HourlyCloses history, int horizon, int from, int to) {
    return new BacktestRange(history, PriceSeries.of(history.closes()), horizon, from, to);
  }

  public int size() {
    return to - from;
  }

  /** Log-return over the horizon after row t; t + horizon must lie inside the history. */
  public double realizedReturn(int t) {
    return series.logReturn(t + horizon, horizon);
  }

  /** Origins whose target has ended by the end of the history. */
  public int scoredCount() {
    return Math.max(0, Math.min(to, history.size() - horizon) - from);
  }
}
