package trials.figures;

import java.awt.Color;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;

/** Writes figures as tables in Markdown, and with charts on one HTML page. */
public final class FiguresPage {
  private static final String HEADING = "Dromedary under faults";

  private static final String PAGE =
      """
      <!doctype html>
      <html lang="en"><head><meta charset="utf-8"><title>%s</title><style>
      body{font:15px/1.5 system-ui,sans-serif;max-width:64em;margin:2em auto;padding:0 1em;color:#222}
      table{border-collapse:collapse;margin:1em 0}td,th{padding:.25em .7em;text-align:left;border-bottom:1px solid #ddd}
      small,code{color:#555}img{max-width:100%%}.missed{color:#b00}
      </style></head><body><h1>%s</h1><p>%s</p>
      %s</body></html>
      """;

  private FiguresPage() {}

  /**
   * @param about machine, date, seeds and command
   */
  public static void write(Path folder, String about, List<Figure> figures) throws IOException {
    Files.createDirectories(folder);
    String tables =
        figures.stream().map(it -> markdownSection(it, about)).collect(Collectors.joining());
    Files.writeString(folder.resolve("README.md"), "# " + HEADING + "\n\n" + about + "\n" + tables);
    String parts = figures.stream().map(it -> htmlSection(it, about)).collect(Collectors.joining());
    Files.writeString(
        folder.resolve("index.html"), PAGE.formatted(HEADING, HEADING, escapeHtml(about), parts));
  }

  private static String markdownSection(Figure it, String about) {
    return "\n## "
        + it.id()
        + ": "
        + it.title()
        + (it.targetsMet() ? "" : " (not as promised)")
        + "\n\n"
        + markdownRow(it.headers())
        + markdownRow(Collections.nCopies(it.headers().size(), "---"))
        + it.rows().stream().map(FiguresPage::markdownRow).collect(Collectors.joining())
        + "\n`"
        + it.command()
        + "`, "
        + it.duration().toSeconds()
        + " s. "
        + about
        + "\n";
  }

  private static String markdownRow(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }

  private static String htmlSection(Figure it, String about) {
    return "<h2%s>%s: %s</h2>\n<table><tr>%s</tr>\n%s</table>\n%s<p><small><code>%s</code>, %d s. %s</small></p>\n"
        .formatted(
            it.targetsMet() ? "" : " class=\"missed\"",
            it.id(),
            escapeHtml(it.title()),
            htmlCells("th", it.headers()),
            it.rows().stream()
                .map(row -> "<tr>" + htmlCells("td", row) + "</tr>\n")
                .collect(Collectors.joining()),
            it.bars().isEmpty() ? "" : htmlImage(it),
            escapeHtml(it.command()),
            it.duration().toSeconds(),
            escapeHtml(about));
  }

  private static String htmlImage(Figure it) {
    return "<img alt=\"%s\" src=\"data:image/png;base64,%s\">\n"
        .formatted(
            escapeHtml(it.title()), Base64.getEncoder().encodeToString(FigureChart.toPng(it)));
  }

  private static String htmlCells(String tag, List<String> cells) {
    return cells.stream()
        .map(cell -> "<%s>%s</%s>".formatted(tag, escapeHtml(cell), tag))
        .collect(Collectors.joining());
  }

  private static String escapeHtml(String raw) {
    return raw.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /** Draws the bars of a figure as PNG bytes. */
  private static final class FigureChart {
    static {
      // an unreachable display would fail the report
      System.setProperty("java.awt.headless", "true");
    }

    private FigureChart() {}

    static byte[] toPng(Figure figure) {
      CategoryChart chart =
          new CategoryChartBuilder().width(820).height(320).title(figure.title()).build();
      chart.setYAxisTitle(figure.unit());
      chart.getStyler().setLegendVisible(false).setChartBackgroundColor(Color.WHITE);
      chart.getStyler().setYAxisMin(0.0).setChartTitleBoxVisible(false);
      chart.addSeries(
          figure.id(),
          List.copyOf(figure.bars().keySet()),
          List.<Number>copyOf(figure.bars().values()));
      try {
        return BitmapEncoder.getBitmapBytes(chart, BitmapFormat.PNG);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /**
   * One published figure: a table, with a bar chart if useful.
   *
   * @param command command that plays this figure alone
   * @param bars heights by label, in {@code unit}; empty for no chart
   * @param targetsMet whether its targets were reached
   */
  public record Figure(
      String id,
      String title,
      List<String> headers,
      List<List<String>> rows,
      String command,
      Duration duration,
      Map<String, Double> bars,
      String unit,
      boolean targetsMet) {
    public Figure {
      headers = List.copyOf(headers);
      rows = rows.stream().map(List::copyOf).toList();
      bars = new LinkedHashMap<>(bars);
    }
  }
}
