package lab.backtest;

import features.Ranks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import scoring.BlockBootstrap.IntervalEstimate;

/**
 * A backtest as one self-contained HTML page with its charts. The same run gives the same bytes.
 */
public final class BacktestHtmlReport {
  private static final String PAGE =
      """
      <!doctype html>
      <html lang="en"><head><meta charset="utf-8"><title>Backtest</title><style>
      body{font:15px/1.5 system-ui,sans-serif;max-width:70em;margin:2em auto;padding:0 1em;color:#222}
      table{border-collapse:collapse}td,th{padding:.25em .7em;text-align:right;border-bottom:1px solid #ddd}
      td{white-space:nowrap;vertical-align:top}small{color:#666}
      td:first-child,th:first-child{text-align:left}svg{width:100%%;display:block;margin:1em 0;font-size:13px;fill:#222}
      .wide{overflow-x:auto}
      .leak{background:#b00;color:#fff;font-weight:bold;padding:.7em 1em}
      </style></head><body>
      <h1>Backtest</h1>
      %s<p>%s</p>
      <div class="wide"><table><tr>%s</tr>
      %s</table></div>
      <p>Brackets hold 95 %% intervals from a circular block bootstrap in blocks of %d %ss; skill is
      1 - MSE / MSE of the zero prediction; the last two columns are the change of the mean log10 loss
      against zero, below 0 being better. An interval that covers 0 (50 %% for the direction) shows
      nothing.</p>
      %s</body></html>
      """;

  private BacktestHtmlReport() {}

  /**
   * Writes the page.
   *
   * @param main the model that the charts show
   */
  public static void write(Path file, Backtest backtest, Backtest.ModelResult main)
      throws IOException {
    Files.writeString(file, html(backtest, main));
  }

  static String html(Backtest backtest, Backtest.ModelResult main) {
    return PAGE.formatted(
        LeakageCheck.findWarnings(backtest).stream()
            .map(finding -> "<p class=\"leak\">" + escape(finding) + "</p>\n")
            .collect(Collectors.joining()),
        escape(backtest.summary()),
        tableCells("th", ScorecardTable.HEADINGS),
        ScorecardTable.tableRows(backtest).stream()
            .map(row -> "<tr>" + tableCells("td", row) + "</tr>\n")
            .collect(Collectors.joining()),
        backtest.blockLength(),
        backtest.trial().history().unit(),
        charts(backtest, main));
  }

  private static String charts(Backtest backtest, Backtest.ModelResult main) {
    return BacktestCharts.cumulativeGain(backtest)
        + BacktestCharts.realizedAgainstPrediction(backtest, main)
        + BacktestCharts.calibration(backtest, main)
        + BacktestCharts.errorByPeriod(backtest, main);
  }

  private static String tableCells(String tag, List<String> cells) {
    return cells.stream()
        .map(cell -> "<%s>%s</%s>".formatted(tag, formatInterval(escape(cell)), tag))
        .collect(Collectors.joining());
  }

  /** Puts the interval below its value, so that values are comparable down a column. */
  private static String formatInterval(String cell) {
    int at = cell.indexOf(" [");
    return at < 0
        ? cell
        : cell.substring(0, at) + "<br><small>" + cell.substring(at + 1) + "</small>";
  }

  /** For text and attributes alike. */
  static String escape(String raw) {
    return raw.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  /** Predictions in rising order, split into ten groups of equal size. */
  static final class Deciles {
    private static final int GROUPS = 10;

    private Deciles() {}

    /** Mean prediction and mean realized return of each group that is not empty. */
    static double[][] meansByDecile(double[] predictions, double[] truths) {
      int[] ranks = Ranks.of(predictions, new double[truths.length]);
      int groups = Math.min(GROUPS, ranks.length);
      double[][] means = new double[2][groups];
      for (int i = 0; i < ranks.length; i++) {
        int g = groupOf(ranks[i], groups, ranks.length);
        int members = begin(g + 1, groups, ranks.length) - begin(g, groups, ranks.length);
        means[0][g] += predictions[i] / members;
        means[1][g] += truths[i] / members;
      }
      return means;
    }

    private static int groupOf(int rank, int groups, int count) {
      int group = (int) ((long) rank * groups / count);
      return begin(group + 1, groups, count) <= rank ? group + 1 : group;
    }

    private static int begin(int group, int groups, int count) {
      return (int) ((long) count * group / groups);
    }
  }

  /** Scorecards as table cells, for console and report. */
  public static final class ScorecardTable {
    public static final List<String> HEADINGS =
        List.of(
            "model",
            "RMSE",
            "MAE",
            "skill vs zero, %",
            "right direction, %",
            "correlation",
            "sd(p)/sd(y)",
            "log10 czar",
            "log10 zptae");

    private ScorecardTable() {}

    /** A row of cells for each model, in the order of the headings. */
    public static List<List<String>> tableRows(Backtest backtest) {
      // moves of minutes are a tenth of those of hours, or less
      String error = backtest.trial().history().unit().equals("hour") ? "%.4f" : "%.6f";
      return backtest.results().stream().map(it -> tableRow(it.scorecard(), error)).toList();
    }

    private static List<String> tableRow(Scorecard card, String error) {
      return List.of(
          card.name(),
          formatNumber(error, card.rmse()),
          formatNumber(error, card.mae()),
          formatEstimate("%+.1f", card.skill(), 100),
          formatEstimate("%.1f", card.direction(), 100),
          formatEstimate("%+.2f", card.correlation(), 1),
          formatNumber("%.2f", card.sdRatio()),
          formatEstimate("%+.3f", card.czarChange(), 1),
          formatEstimate("%+.3f", card.zptaeChange(), 1));
    }

    private static String formatEstimate(String format, IntervalEstimate e, double unit) {
      if (Double.isNaN(e.value())) {
        return "n/a";
      }
      return "%s [%s, %s]"
          .formatted(
              formatNumber(format, unit * e.value()),
              formatNumber(format, unit * e.low()),
              formatNumber(format, unit * e.high()));
    }

    private static String formatNumber(String format, double value) {
      return String.format(Locale.US, format, value);
    }
  }
}
