package features;

import domain.TopicSpec;
import domain.market.Candle;
import domain.market.CandleSeries;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Candles as columns, with the columns that several features read from them: each is computed once,
 * and only as far as somebody asks. Safe for several threads.
 */
public final class PriceSeries {
  private final Duration step;
  private final int size;
  private final double[] close;
  private final double[] known;
  private final List<Candle> bars;
  private final Map<String, PriceSeries> others;
  private final Map<String, Column> columns = new HashMap<>();

  /** Values of rows from {@code from} on. */
  private record Column(int from, double[] values) {
    int to() {
      return from + values.length;
    }
  }

  private PriceSeries(
      Duration step,
      double[] close,
      double[] known,
      List<Candle> bars,
      Map<String, PriceSeries> others) {
    this.step = step;
    this.size = close.length;
    this.close = close;
    this.known = known;
    this.bars = bars;
    this.others = others;
  }

  /** Hourly closing prices, oldest first, with nothing known beyond them. */
  public static PriceSeries of(double[] close) {
    return new PriceSeries(
        TopicSpec.HOUR, close.clone(), new double[close.length], List.of(), Map.of());
  }

  /**
   * Candles without a gap, with nothing known beyond them. Where there are other pairs beside them,
   * the rows are those times at which all have a candle.
   */
  public static PriceSeries of(CandleSeries candles) {
    return of(candles, 0);
  }

  /**
   * @param known log-return since the epoch's base time that has already happened, at the newest
   *     row
   */
  public static PriceSeries of(CandleSeries candles, double known) {
    CandleSeries rows = candles.aligned();
    Map<String, PriceSeries> byPair = new HashMap<>();
    rows.others().forEach(it -> byPair.put(it.pair(), of(it)));
    double[] newest = new double[rows.bars().size()];
    newest[newest.length - 1] = known;
    PriceSeries own = new PriceSeries(rows.step(), rows.closes(), newest, rows.bars(), byPair);
    byPair.put(rows.pair(), own);
    return own;
  }

  public int size() {
    return size;
  }

  Duration step() {
    return step;
  }

  /** Log-return over the {@code rows} that end at row t. */
  public double logReturn(int t, int rows) {
    return Math.log(close[t] / close[t - rows]);
  }

  /** Sample standard deviation of the last {@code rows} log-returns of one row. */
  double returnDeviation(int t, int rows) {
    double mean = logReturn(t, rows) / rows;
    double squares = 0;
    for (int i = t - rows + 1; i <= t; i++) {
      double off = logReturn(i, 1) - mean;
      squares += off * off;
    }
    return Math.sqrt(squares / (rows - 1));
  }

  /** A column of the candles of a pair, of the own one where it is empty. */
  double[] field(String pair, String name, int from, int to) {
    PriceSeries other = pair.isEmpty() ? this : others.get(pair);
    if (other == null) {
      throw new IllegalArgumentException(
          "the features read %s, and there are no candles of it: name them with --candles-of %1$s=FILE"
              .formatted(pair));
    }
    return other.field(name, from, to);
  }

  private double[] field(String name, int from, int to) {
    return switch (name) {
      case "close" -> Arrays.copyOfRange(close, from, to);
      case "known" -> Arrays.copyOfRange(known, from, to);
      case "open" -> read(from, to, Candle::open);
      case "high" -> read(from, to, Candle::high);
      case "low" -> read(from, to, Candle::low);
      case "volume" -> read(from, to, Candle::volume);
      case "hour" -> read(from, to, it -> it.time().atZone(ZoneOffset.UTC).getHour());
      case "weekday" ->
          read(from, to, it -> it.time().atZone(ZoneOffset.UTC).getDayOfWeek().getValue() - 1);
      default -> throw new IllegalArgumentException("no field " + name);
    };
  }

  private double[] read(int from, int to, ToDoubleFunction<Candle> field) {
    if (bars.isEmpty()) {
      throw new IllegalStateException("a series of closing prices has no other field");
    }
    return bars.subList(from, to).stream().mapToDouble(field).toArray();
  }

  /** Values of rows {@code from} to {@code to} (exclusive), the caller's own copy. */
  double[] column(Expression expression, int from, int to) {
    if (!(expression instanceof Expression.Windowed)) {
      return expression.values(this, from, to);
    }
    Column held = held(expression, from, to);
    return Arrays.copyOfRange(held.values(), from - held.from(), to - held.from());
  }

  /** The kept array itself, for callers that do not write to it. */
  double[] shared(Expression expression, int from, int to) {
    if (expression instanceof Expression.Windowed) {
      Column held = held(expression, from, to);
      if (held.from() == from && held.to() == to) {
        return held.values();
      }
    }
    return column(expression, from, to);
  }

  private Column held(Expression expression, int from, int to) {
    synchronized (columns) {
      String key = expression.text();
      Column held = columns.get(key);
      if (held == null || held.to() < from || to < held.from()) {
        held = new Column(from, expression.values(this, from, to));
      } else if (from < held.from() || held.to() < to) {
        held = extend(held, expression, from, to);
      }
      columns.put(key, held);
      return held;
    }
  }

  private Column extend(Column held, Expression expression, int from, int to) {
    int first = Math.min(from, held.from());
    int last = Math.max(to, held.to());
    double[] all = new double[last - first];
    System.arraycopy(held.values(), 0, all, held.from() - first, held.values().length);
    if (first < held.from()) {
      double[] before = expression.values(this, first, held.from());
      System.arraycopy(before, 0, all, 0, before.length);
    }
    if (held.to() < last) {
      double[] after = expression.values(this, held.to(), last);
      System.arraycopy(after, 0, all, held.to() - first, after.length);
    }
    return new Column(first, all);
  }
}
