package features;

import java.util.Arrays;
import java.util.Locale;

/** What can be done with the rows of a window; each names the Python that does the same. */
enum WindowFunction {
  /** The value so many bars before. */
  LAG {
    @Override
    double[] values(double[] x, int skip, int rows, int bars) {
      double[] values = new double[x.length - skip];
      int early = Math.min(values.length, Math.max(0, bars - skip));
      Arrays.fill(values, 0, early, x[0]);
      System.arraycopy(x, Math.max(0, skip - bars), values, early, values.length - early);
      return values;
    }
  },
  MEAN {
    @Override
    double[] values(double[] x, int skip, int rows, int bars) {
      return WindowMoments.values(x, skip, rows, (newest, d, s, n) -> newest + d / n);
    }
  },
  /** Sample standard deviation. */
  SD {
    @Override
    double[] values(double[] x, int skip, int rows, int bars) {
      return WindowMoments.values(x, skip, rows, (newest, d, s, n) -> Math.sqrt(s / (n - 1)));
    }
  },
  /** Distance from the mean, by differences from the newest value, so that nothing cancels out. */
  DEV {
    @Override
    double[] values(double[] x, int skip, int rows, int bars) {
      return WindowMoments.values(x, skip, rows, (newest, d, s, n) -> -d / n);
    }
  },
  /** The same in standard deviations; 0 where nothing moved. */
  Z {
    @Override
    double[] values(double[] x, int skip, int rows, int bars) {
      return WindowMoments.values(
          x, skip, rows, (newest, d, s, n) -> s == 0 ? 0 : -d / n / Math.sqrt(s / (n - 1)));
    }
  },
  MEDIAN {
    @Override
    double[] values(double[] x, int skip, int rows, int bars) {
      double[] medians = RollingMedian.of(x, rows);
      return Arrays.copyOfRange(medians, skip, medians.length);
    }
  },
  MIN {
    @Override
    double apply(double[] x, int from, int to, int bars) {
      double least = x[from];
      for (int i = from + 1; i < to; i++) {
        least = Math.min(least, x[i]);
      }
      return least;
    }
  },
  MAX {
    @Override
    double apply(double[] x, int from, int to, int bars) {
      double most = x[from];
      for (int i = from + 1; i < to; i++) {
        most = Math.max(most, x[i]);
      }
      return most;
    }
  },
  /** Weights that fall by 1 - 2 / (bars + 1) a bar, over eight windows. */
  EMA {
    @Override
    double apply(double[] x, int from, int to, int bars) {
      double fall = 1 - 2.0 / (bars + 1);
      double weighed = 0;
      double weights = 0;
      for (int i = from; i < to; i++) {
        weighed = weighed * fall + x[i];
        weights = weights * fall + 1;
      }
      return weighed / weights;
    }
  },
  /** Share of the rises in all moves of the window, in per cent; 50 where nothing moved. */
  RSI {
    @Override
    double apply(double[] x, int from, int to, int bars) {
      double up = 0;
      double down = 0;
      for (int i = from + 1; i < to; i++) {
        up += Math.max(0, x[i] - x[i - 1]);
        down += Math.max(0, x[i - 1] - x[i]);
      }
      return up + down == 0 ? 50 : 100 * up / (up + down);
    }
  };

  private static final int EMA_WINDOWS = 8;

  /**
   * Values of row {@code skip} and after it.
   *
   * @param rows of a window; fewer where there are fewer before
   */
  double[] values(double[] x, int skip, int rows, int bars) {
    double[] values = new double[x.length - skip];
    for (int t = skip; t < x.length; t++) {
      values[t - skip] = apply(x, Math.max(0, t - rows + 1), t + 1, bars);
    }
    return values;
  }

  /** Over rows {@code from} to {@code to} (exclusive). */
  double apply(double[] x, int from, int to, int bars) {
    throw new IllegalStateException(label() + " is computed for many rows at once");
  }

  /** Rows it looks at, the last one included. */
  int rows(int bars) {
    return switch (this) {
      case LAG, RSI -> Math.addExact(bars, 1);
      case EMA -> Math.multiplyExact(EMA_WINDOWS, bars);
      default -> bars;
    };
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
