package lab.report;

import java.util.List;
import java.util.Locale;
import lab.backtest.IntervalEstimate;
import lab.backtest.Scorecard;

/** Scorecards as cells of a table, the same for the console and the report. */
public final class ScorecardTable {
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

  /** One row of cells, in the order of the headings. */
  public static List<String> tableRow(Scorecard card) {
    return List.of(
        card.name(),
        formatNumber("%.4f", card.rmse()),
        formatNumber("%.4f", card.mae()),
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
    return String.format(Locale.ROOT, format, value);
  }
}
