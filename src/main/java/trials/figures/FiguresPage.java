package trials.figures;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.awt.Color;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;

/**
 * Writes figures: the numbers as JSON, and from these a table each in Markdown, and one HTML page
 * with charts. A figure replaces its older measurement, the others stay.
 */
public final class FiguresPage {
  private static final String NUMBERS = "figures.json";
  private static final String HEADING = "Dromedary under faults";
  private static final String INTRODUCTION =
      "Everything that fails in this job was made to fail on a simulated network, and its own"
          + " record was asked what it accepted. An epoch is accepted when the chain stored the"
          + " inference in its window. Blocks are chain blocks of 5 s; 50 % means that half of all"
          + " calls to the network fail: refused, 503, 429, a hang, a web page, a lost reply.";

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private static final String PAGE =
      """
      <!doctype html>
      <html lang="en"><head><meta charset="utf-8"><title>%s</title><style>
      body{font:15px/1.5 system-ui,sans-serif;max-width:64em;margin:2em auto;padding:0 1em;color:#222}
      table{border-collapse:collapse;margin:1em 0}td,th{padding:.25em .7em;text-align:left;border-bottom:1px solid #ddd}
      small,code{color:#555}img{max-width:100%%}.missed{color:#b00}
      </style></head><body><h1>%s</h1><p>%s</p><p>%s</p>
      %s</body></html>
      """;

  private FiguresPage() {}

  /**
   * @param about machine, date and seeds of the measurement
   */
  public static void publish(Path folder, String about, List<Figure> figures) throws IOException {
    Files.createDirectories(folder);
    Map<String, Figure> all = new LinkedHashMap<>();
    readAll(folder).forEach(it -> all.put(it.id(), it));
    figures.forEach(it -> all.put(it.id(), it.measured(about)));
    List<Figure> ordered =
        all.values().stream()
            .sorted(Comparator.comparingInt(it -> FigureSuite.ORDER.indexOf(it.id())))
            .toList();
    Files.writeString(folder.resolve(NUMBERS), JSON.writeValueAsString(ordered) + "\n");
    Files.writeString(folder.resolve("README.md"), toMarkdown(ordered));
    Files.writeString(folder.resolve("index.html"), toHtml(ordered));
  }

  /** The figures published last; empty if there are none. */
  public static List<Figure> readAll(Path folder) throws IOException {
    Path numbers = folder.resolve(NUMBERS);
    return Files.exists(numbers)
        ? JSON.readValue(numbers.toFile(), new TypeReference<List<Figure>>() {})
        : List.of();
  }

  static String toMarkdown(List<Figure> figures) {
    String common = commonOrigin(figures);
    return "# %s\n\n%s\n\n%s The numbers are in [figures.json](figures.json), pictures in [index.html](index.html).\n"
            .formatted(HEADING, INTRODUCTION, common)
        + figures.stream().map(it -> markdownSection(it, common)).collect(Collectors.joining());
  }

  /** The machine and date that most figures share are printed once. */
  private static String commonOrigin(List<Figure> figures) {
    return figures.stream()
        .collect(Collectors.groupingBy(it -> it.run().about(), Collectors.counting()))
        .entrySet()
        .stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElse("");
  }

  private static String markdownSection(Figure it, String common) {
    return "\n## %s: %s%s\n\n%s\n\n%s%s%s\n`%s`, %s\n"
        .formatted(
            it.id(),
            it.title(),
            it.targetsMet() ? "" : " (not as promised)",
            it.why(),
            markdownRow(it.headers()),
            markdownRow(Collections.nCopies(it.headers().size(), "---")),
            it.rows().stream().map(FiguresPage::markdownRow).collect(Collectors.joining()),
            it.run().command(),
            duration(it.run(), common));
  }

  private static String duration(Figure.Run run, String common) {
    String took = run.seconds() < 120 ? run.seconds() + " s" : run.seconds() / 60 + " min";
    return took + "." + (run.about().equals(common) ? "" : " " + run.about());
  }

  private static String markdownRow(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }

  private static String toHtml(List<Figure> figures) {
    String common = commonOrigin(figures);
    String parts =
        figures.stream().map(it -> htmlSection(it, common)).collect(Collectors.joining());
    return PAGE.formatted(HEADING, HEADING, INTRODUCTION, escapeHtml(common), parts);
  }

  private static String htmlSection(Figure it, String common) {
    return "<h2%s>%s: %s</h2>\n<p>%s</p>\n<table><tr>%s</tr>\n%s</table>\n%s<p><small><code>%s</code>, %s</small></p>\n"
        .formatted(
            it.targetsMet() ? "" : " class=\"missed\"",
            it.id(),
            escapeHtml(it.title()),
            escapeHtml(it.why()),
            htmlCells("th", it.headers()),
            it.rows().stream()
                .map(row -> "<tr>" + htmlCells("td", row) + "</tr>\n")
                .collect(Collectors.joining()),
            it.bars().heights().isEmpty() ? "" : htmlImage(it),
            escapeHtml(it.run().command()),
            escapeHtml(duration(it.run(), common)));
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
      chart.setXAxisTitle(figure.bars().across());
      chart.setYAxisTitle(figure.bars().unit());
      chart.getStyler().setLegendVisible(false).setChartBackgroundColor(Color.WHITE);
      chart.getStyler().setYAxisMin(0.0).setChartTitleBoxVisible(false);
      chart.addSeries(
          figure.id(),
          List.copyOf(figure.bars().heights().keySet()),
          List.<Number>copyOf(figure.bars().heights().values()));
      try {
        return BitmapEncoder.getBitmapBytes(chart, BitmapFormat.PNG);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
