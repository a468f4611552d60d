package features;

import java.util.Locale;

/** What can be done with the rows of a window; each names the Python that does the same. */
enum WindowFunction {
  /** The value so many bars before. */
  LAG {
    @Override
    double apply(double[] x, int from, int to, int bars) {
      return x[from];
    }
  },
  MEAN {
    @Override
    double apply(double[] x, int from, int to, int bars) {
      return sum(x, from, to) / (to - from);
    }
  },
  /** Sample standard deviation, in two passes. */
  SD {
    @Override
    double apply(double[] x, int from, int to, int bars) {
      double mean = sum(x, from, to) / (to - from);
      double squares = 0;
      for (int i = from; i < to; i++) {
        squares += (x[i] - mean) * (x[i] - mean);
      }
      return Math.sqrt(squares / (to - from - 1));
    }
  },
  /** Distance from the mean, by differences from the newest value, so that nothing cancels out. */
  DEV {
    @Override
    double apply(double[] x, int from, int to, int bars) {
      return -sumOfDifferences(x, from, to) / (to - from);
    }
  },
  /** The same in standard deviations; 0 where nothing moved. */
  Z {
    @Override
    double apply(double[] x, int from, int to, int bars) {
      double sd = SD.apply(x, from, to, bars);
      return sd == 0 ? 0 : DEV.apply(x, from, to, bars) / sd;
    }
  },
  MEDIAN {
    @Override
    double apply(double[] x, int from, int to, int bars) {
      throw new IllegalStateException("medians are kept rolling");
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

  /** Over rows {@code from} to {@code to} (exclusive). */
  abstract double apply(double[] x, int from, int to, int bars);

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

  private static double sumOfDifferences(double[] x, int from, int to) {
    double newest = x[to - 1];
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = from;
    for (; i + 3 < to; i += 4) {
      a += x[i] - newest;
      b += x[i + 1] - newest;
      c += x[i + 2] - newest;
      d += x[i + 3] - newest;
    }
    for (; i < to; i++) {
      a += x[i] - newest;
    }
    return a + b + (c + d);
  }

  /** In four lanes, which a processor adds side by side. */
  private static double sum(double[] x, int from, int to) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = from;
    for (; i + 3 < to; i += 4) {
      a += x[i];
      b += x[i + 1];
      c += x[i + 2];
      d += x[i + 3];
    }
    for (; i < to; i++) {
      a += x[i];
    }
    return a + b + (c + d);
  }
}
