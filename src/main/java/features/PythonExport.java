package features;

import features.Expression.Binary;
import features.Expression.Constant;
import features.Expression.Field;
import features.Expression.Unary;
import features.Expression.Windowed;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes features as a Python function over a pandas frame, so that training and serving compute
 * the same: window by window as here, not with running sums that drift.
 */
public final class PythonExport {
  private static final String HEAD =
      """
      # Made by `dromedary features python`. Schema hash %s
      import numpy as np
      import pandas as pd


      def _bars(minutes, index):
          step = int((index[1] - index[0]).total_seconds() // 60)
          if minutes %% step:
              raise ValueError(f"a window of {minutes} min is no whole number of candles of {step} min")
          return minutes // step


      def _ratio(a, b):
          return a / b.where(b != 0, np.inf)


      def _roll(x, rows, at_least, f):
          v = x.to_numpy(dtype=float)
          out = np.full(len(v), np.nan)
          valid = np.flatnonzero(~np.isnan(v))
          first = valid[0] if len(valid) else len(v)
          for t in range(first + at_least - 1, min(first + rows - 1, len(v))):
              out[t] = f(v[None, first:t + 1])[0]
          if len(v) - first >= rows:
              windows = np.lib.stride_tricks.sliding_window_view(v[first:], rows)
              for i in range(0, len(windows), 4096):
                  out[first + rows - 1 + i:first + rows - 1 + i + 4096] = f(windows[i:i + 4096])
          return pd.Series(out, index=x.index)


      def _ema(w, bars):
          weights = (1 - 2 / (bars + 1)) ** np.arange(w.shape[1] - 1, -1, -1)
          return (w * weights).sum(axis=1) / weights.sum()


      def _z(w):
          d = w - w[:, -1:]
          sd = d.std(axis=1, ddof=1)
          return np.where(sd == 0, 0, -d.mean(axis=1) / np.where(sd == 0, 1, sd))


      def _rsi(w):
          d = np.diff(w, axis=1)
          up, down = d.clip(0).sum(axis=1), (-d).clip(0).sum(axis=1)
          moved = np.where(up + down == 0, 1, up + down)
          return np.where(up + down == 0, 50, 100 * up / moved)


      """;

  private static final String OWN_PAIR =
      """
      def features(candles, known=0.0):
          \"""candles: open, high, low, close, volume; a DatetimeIndex of bar starts in UTC, no gap.\"""
          index = candles.index
      """;

  private static final String SEVERAL_PAIRS =
      """
      def features(candles, pairs, known=0.0):
          \"""candles: open, high, low, close, volume; a DatetimeIndex of bar starts in UTC, no gap.
          pairs: frames like it by name: %s. There is a row where all have one.\"""
          index = candles.index
          for pair in %s:
              index = index.intersection(pairs[pair].index)
          if len(index) < 2 or not (np.diff(index) == np.diff(index)[0]).all():
              raise ValueError("the pairs have no whole stretch of time in common")
          candles = candles.loc[index]
          pairs = {pair: frame.loc[index] for pair, frame in pairs.items()}
      """;

  private final Map<String, String> variables = new LinkedHashMap<>();
  private final StringBuilder body = new StringBuilder();

  private PythonExport() {}

  /**
   * A module with one function {@code features(candles, known)} that returns a frame; with {@code
   * pairs} after the candles where columns name other pairs.
   */
  public static String toPython(List<String> names) {
    FeatureSet set = FeatureSet.of(names);
    PythonExport python = new PythonExport();
    StringBuilder columns = new StringBuilder();
    for (String name : set.names()) {
      String value = python.value(FeatureCatalogue.requireFeature(name).expression());
      columns.append("        \"%s\": %s,\n".formatted(Feature.columnOf(name), value));
    }
    return HEAD.formatted(set.schemaHash())
        + signature(set.pairs())
        + python.body
        + "    return pd.DataFrame({\n"
        + columns
        + "    }, index=index)\n";
  }

  private static String signature(List<String> pairs) {
    String names = "\"" + String.join("\", \"", pairs) + "\"";
    return pairs.isEmpty() ? OWN_PAIR : SEVERAL_PAIRS.formatted(names, "[" + names + "]");
  }

  /** Python for a column; each window is computed once and kept under a name. */
  private String value(Expression expression) {
    if (expression instanceof Constant constant) {
      return constant.text();
    }
    if (expression instanceof Field field) {
      return fieldValue(field);
    }
    if (expression instanceof Unary unary) {
      return unary.function().python(value(unary.of()));
    }
    if (expression instanceof Binary binary) {
      return binary.function().python(value(binary.left()), value(binary.right()));
    }
    Windowed windowed = (Windowed) expression;
    String held = variables.get(windowed.text());
    return held == null ? define(windowed) : held;
  }

  private String define(Windowed windowed) {
    String of = value(windowed.of());
    String name = "v" + variables.size();
    variables.put(windowed.text(), name);
    body.append("    %s = %s\n".formatted(name, call(windowed, "(" + of + ")")));
    return name;
  }

  private static String call(Windowed it, String of) {
    String bars = barCount(it.window());
    String least = it.atLeast() == null ? bars : barCount(it.atLeast());
    return switch (it.function()) {
      case LAG -> of + ".shift(" + bars + ")";
      case EMA -> roll(of, "8 * " + bars, "8 * " + bars, "lambda w: _ema(w, %s)".formatted(bars));
      case RSI -> roll(of, bars + " + 1", bars + " + 1", "_rsi");
      case MEAN -> roll(of, bars, least, "lambda w: w.mean(axis=1)");
      case SD -> roll(of, bars, least, "lambda w: w.std(axis=1, ddof=1)");
      case DEV -> roll(of, bars, least, "lambda w: -(w - w[:, -1:]).mean(axis=1)");
      case Z -> roll(of, bars, least, "_z");
      case MEDIAN -> roll(of, bars, least, "lambda w: np.median(w, axis=1)");
      case MIN -> roll(of, bars, least, "lambda w: w.min(axis=1)");
      case MAX -> roll(of, bars, least, "lambda w: w.max(axis=1)");
    };
  }

  private static String roll(String of, String rows, String least, String function) {
    return "_roll(%s, %s, %s, %s)".formatted(of, rows, least, function);
  }

  private static String barCount(Duration window) {
    return window == null ? "1" : "_bars(%d, index)".formatted(window.toMinutes());
  }

  private static String fieldValue(Field field) {
    return switch (field.name()) {
      case "known" -> "pd.Series(known, index=index)";
      case "hour" -> "pd.Series(index.hour, index=index)";
      case "weekday" -> "pd.Series(index.dayofweek, index=index)";
      default -> {
        String frame = field.pair().isEmpty() ? "candles" : "pairs[\"" + field.pair() + "\"]";
        yield frame + "[\"" + field.name() + "\"]";
      }
    };
  }
}
