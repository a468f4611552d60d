package app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** Writes figures down: a table each in Markdown, and with pictures on one page of HTML. */
final class FiguresPage {
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
   * @param about on what machine, when, with which seeds and by which command
   */
  static void write(Path folder, String about, List<Figure> figures) throws IOException {
    Files.createDirectories(folder);
    String tables = figures.stream().map(it -> section(it, about)).collect(Collectors.joining());
    Files.writeString(folder.resolve("README.md"), "# " + HEADING + "\n\n" + about + "\n" + tables);
    String parts = figures.stream().map(it -> part(it, about)).collect(Collectors.joining());
    Files.writeString(
        folder.resolve("index.html"), PAGE.formatted(HEADING, HEADING, text(about), parts));
  }

  private static String section(Figure it, String about) {
    return "\n## "
        + it.id()
        + ": "
        + it.title()
        + (it.kept() ? "" : " (not as promised)")
        + "\n\n"
        + line(it.head())
        + line(Collections.nCopies(it.head().size(), "---"))
        + it.rows().stream().map(FiguresPage::line).collect(Collectors.joining())
        + "\n`"
        + it.command()
        + "`, "
        + it.took().toSeconds()
        + " s. "
        + about
        + "\n";
  }

  private static String line(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }

  private static String part(Figure it, String about) {
    return "<h2%s>%s: %s</h2>\n<table><tr>%s</tr>\n%s</table>\n%s<p><small><code>%s</code>, %d s. %s</small></p>\n"
        .formatted(
            it.kept() ? "" : " class=\"missed\"",
            it.id(),
            text(it.title()),
            cells("th", it.head()),
            it.rows().stream()
                .map(row -> "<tr>" + cells("td", row) + "</tr>\n")
                .collect(Collectors.joining()),
            it.bars().isEmpty() ? "" : picture(it),
            text(it.command()),
            it.took().toSeconds(),
            text(about));
  }

  private static String picture(Figure it) {
    return "<img alt=\"%s\" src=\"data:image/png;base64,%s\">\n"
        .formatted(text(it.title()), Base64.getEncoder().encodeToString(FigureChart.png(it)));
  }

  private static String cells(String tag, List<String> cells) {
    return cells.stream()
        .map(cell -> "<%s>%s</%s>".formatted(tag, text(cell), tag))
        .collect(Collectors.joining());
  }

  private static String text(String raw) {
    return raw.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
