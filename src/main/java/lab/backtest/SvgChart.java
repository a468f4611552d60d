package lab.backtest;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * A chart of lines and dots as SVG for a page: axes, grid, and a legend that names every series.
 */
final class SvgChart {
  private static final int WIDTH = 1_000;
  private static final int HEIGHT = 420;
  private static final int LEFT = 75;
  private static final int RIGHT = 265;
  private static final int TOP = 35;
  private static final int BOTTOM = 50;
  private static final int LEGEND_LETTERS = 30;
  private static final String[] COLOURS = {
    "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#555", "#e69f00", "#56b4e9", "#8b4513", "#7a5195"
  };

  private final String title;
  private final String xTitle;
  private final String yTitle;
  private final boolean dates;
  private final List<Series> all = new ArrayList<>();

  private record Series(String name, double[] x, double[] y, boolean dots) {}

  /** From the lowest to the highest value, with the distance of its marks. */
  private record Axis(double low, double high) {
    static Axis of(DoubleStream values, boolean dates) {
      DoubleSummaryStatistics ends = values.summaryStatistics();
      double low = ends.getMin();
      double around = dates ? DateTicks.DAY / 2 : Math.max(1e-9, Math.abs(low));
      double room = low == ends.getMax() ? around : 0;
      return new Axis(low - room, ends.getMax() + room);
    }

    double share(double value) {
      return (value - low) / (high - low);
    }

    double tickStep() {
      double least = (high - low) / DateTicks.MOST;
      double power = Math.pow(10, Math.floor(Math.log10(least)));
      return DoubleStream.of(1, 2, 5, 10)
          .map(it -> it * power)
          .filter(it -> it >= least)
          .min()
          .orElse(10 * power);
    }
  }

  /**
   * @param dates whether x is in seconds since 1970
   */
  SvgChart(String title, String xTitle, String yTitle, boolean dates) {
    this.title = title;
    this.xTitle = xTitle;
    this.yTitle = yTitle;
    this.dates = dates;
  }

  SvgChart line(String name, double[] x, double[] y) {
    all.add(new Series(name, x, y, false));
    return this;
  }

  SvgChart dots(String name, double[] x, double[] y) {
    all.add(new Series(name, x, y, true));
    return this;
  }

  String toSvg() {
    Axis x = Axis.of(all.stream().flatMapToDouble(it -> Arrays.stream(it.x())), dates);
    Axis y = Axis.of(all.stream().flatMapToDouble(it -> Arrays.stream(it.y())), false);
    StringBuilder svg = new StringBuilder();
    svg.append(
        "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">\n"
            .formatted(WIDTH, HEIGHT, BacktestHtmlReport.escape(title)));
    text(svg, (LEFT + WIDTH - RIGHT) / 2.0, TOP - 14, "middle", title, "font-weight=\"bold\"");
    text(svg, (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 8, "middle", xTitle, "");
    double middle = (TOP + HEIGHT - BOTTOM) / 2.0;
    text(svg, 14, middle, "middle", yTitle, "transform=\"rotate(-90 14 %s)\"".formatted(middle));
    for (double tick = Math.ceil(y.low() / y.tickStep()); tick * y.tickStep() <= y.high(); tick++) {
      double value = tick * y.tickStep();
      grid(svg, LEFT, toY(y, value), WIDTH - RIGHT, toY(y, value));
      text(svg, LEFT - 6, toY(y, value) + 4, "end", decimal(value, y.tickStep()), "");
    }
    xTicks(svg, x);
    for (int i = 0; i < all.size(); i++) {
      series(svg, x, y, i);
    }
    return svg.append("</svg>\n").toString();
  }

  private void xTicks(StringBuilder svg, Axis x) {
    if (dates) {
      for (LocalDateTime at : DateTicks.between(x.low(), x.high())) {
        double seconds = at.toEpochSecond(ZoneOffset.UTC);
        xTick(svg, x, seconds, DateTicks.label(at, x.high() - x.low()));
      }
      return;
    }
    for (double tick = Math.ceil(x.low() / x.tickStep()); tick * x.tickStep() <= x.high(); tick++) {
      xTick(svg, x, tick * x.tickStep(), decimal(tick * x.tickStep(), x.tickStep()));
    }
  }

  private static void xTick(StringBuilder svg, Axis x, double value, String label) {
    grid(svg, toX(x, value), TOP, toX(x, value), HEIGHT - BOTTOM);
    text(svg, toX(x, value), HEIGHT - BOTTOM + 17, "middle", label, "");
  }

  private void series(StringBuilder svg, Axis x, Axis y, int number) {
    Series it = all.get(number);
    String colour = COLOURS[number % COLOURS.length];
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < it.x().length; i++) {
      path.append(i == 0 || it.dots() ? 'M' : 'L').append(point(toX(x, it.x()[i])));
      path.append(' ').append(point(toY(y, it.y()[i]))).append(it.dots() ? "h0" : "");
    }
    String stroke =
        "fill=\"none\" stroke=\"%s\" stroke-linecap=\"round\" stroke-width=\"%s\""
            .formatted(colour, it.dots() ? "4" : "1.8");
    svg.append("<path class=\"series\" %s d=\"%s\"/>\n".formatted(stroke, path));
    int down = TOP + 12 + 20 * number;
    int from = WIDTH - RIGHT + 15;
    svg.append("<path %s d=\"M%d %dh%d\"/>\n".formatted(stroke, from, down, it.dots() ? 0 : 20));
    boolean wide = it.name().length() > LEGEND_LETTERS;
    String squeezed = wide ? "textLength=\"%d\" lengthAdjust=\"spacingAndGlyphs\"" : "";
    text(svg, from + 26, down + 4, "start", it.name(), squeezed.formatted(RIGHT - 45));
  }

  private static double toX(Axis x, double value) {
    return LEFT + x.share(value) * (WIDTH - RIGHT - LEFT);
  }

  private static double toY(Axis y, double value) {
    return HEIGHT - BOTTOM - y.share(value) * (HEIGHT - BOTTOM - TOP);
  }

  private static void grid(StringBuilder svg, double x1, double y1, double x2, double y2) {
    svg.append(
        "<path stroke=\"#ddd\" d=\"M%s %sL%s %s\"/>\n"
            .formatted(point(x1), point(y1), point(x2), point(y2)));
  }

  private static void text(
      StringBuilder svg, double x, double y, String anchor, String text, String more) {
    svg.append(
        "<text x=\"%s\" y=\"%s\" text-anchor=\"%s\" %s>%s</text>\n"
            .formatted(point(x), point(y), anchor, more, BacktestHtmlReport.escape(text)));
  }

  /** Tenths of a unit, without the machinery of a formatter: there are thousands of them. */
  private static String point(double value) {
    long tenths = Math.round(value * 10);
    return tenths / 10 + "." + Math.abs(tenths % 10);
  }

  private static String decimal(double value, double step) {
    int digits = (int) Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
    return String.format(Locale.US, "%." + digits + "f", value + 0.0);
  }
}
