package features;

/**
 * Hourly closing prices with what several features read from them. Every figure of row t is a plain
 * window that ends at t, so a row does not depend on where the series begins or on what comes
 * after. Safe for several threads.
 */
public final class PriceSeries {
  /** Hours of returns behind the volatility. */
  static final int MONTH = 720;

  private final double[] close;
  private final double[] log;
  private final double[] known;
  private double[] sigma;
  private double[] usual;
  private volatile boolean measured;

  private PriceSeries(double[] close, double[] known) {
    this.close = close;
    this.known = known;
    this.log = new double[close.length];
    for (int t = 0; t < close.length; t++) {
      log[t] = Math.log(close[t]);
    }
  }

  /** Closing prices, oldest first, with nothing known beyond them. */
  public static PriceSeries of(double[] close) {
    return of(close, new double[close.length]);
  }

  /**
   * @param known log-return since the epoch's base time that has already happened, per row
   */
  public static PriceSeries of(double[] close, double[] known) {
    if (close.length != known.length) {
      throw new IllegalArgumentException(close.length + " closes, " + known.length + " known");
    }
    return new PriceSeries(close.clone(), known.clone());
  }

  public int size() {
    return close.length;
  }

  /** Log-return over the {@code hours} that end at row t. */
  public double logReturn(int t, int hours) {
    return log[t] - log[t - hours];
  }

  /** Sample standard deviation of the last {@code hours} hourly log-returns. */
  public double returnDeviation(int t, int hours) {
    double mean = logReturn(t, hours) / hours;
    double squares = 0;
    for (int i = t - hours + 1; i <= t; i++) {
      double off = log[i] - log[i - 1] - mean;
      squares += off * off;
    }
    return Math.sqrt(squares / (hours - 1));
  }

  double close(int t) {
    return close[t];
  }

  double logClose(int t) {
    return log[t];
  }

  double knownReturn(int t) {
    return known[t];
  }

  double meanClose(int t, int hours) {
    return mean(close, t, hours);
  }

  double meanLogClose(int t, int hours) {
    return mean(log, t, hours);
  }

  /** Standard deviation of one hour's log-return, from the last 30 days. */
  double sigma(int t) {
    ensureVolatility();
    return sigma[t];
  }

  /** Median of {@link #sigma} over the last year, or over what there is of it. */
  double medianSigma(int t) {
    ensureVolatility();
    return usual[t];
  }

  private void ensureVolatility() {
    if (!measured) {
      computeVolatility();
    }
  }

  /** Fills the volatility columns on first use: most features do without them. */
  private synchronized void computeVolatility() {
    if (measured) {
      return;
    }
    sigma = new double[close.length];
    for (int i = MONTH; i < close.length; i++) {
      sigma[i] = returnDeviation(i, MONTH);
    }
    usual = RollingMedian.of(sigma, MONTH, FeatureCatalogue.YEAR);
    measured = true;
  }

  private static double mean(double[] values, int t, int hours) {
    double sum = 0;
    for (int i = t - hours + 1; i <= t; i++) {
      sum += values[i];
    }
    return sum / hours;
  }
}
