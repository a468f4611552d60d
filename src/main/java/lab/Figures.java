package lab;

import java.util.List;
import java.util.Locale;

/** Scorecards as cells of a table, the same for the console and the report. */
public final class Figures {
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

  private Figures() {}

  /** One row of cells, in the order of the headings. */
  public static List<String> row(Scorecard card) {
    return List.of(
        card.name(),
        number("%.4f", card.rmse()),
        number("%.4f", card.mae()),
        estimate("%+.1f", card.skill(), 100),
        estimate("%.1f", card.direction(), 100),
        estimate("%+.2f", card.correlation(), 1),
        number("%.2f", card.sdRatio()),
        estimate("%+.3f", card.czarChange(), 1),
        estimate("%+.3f", card.zptaeChange(), 1));
  }

  private static String estimate(String format, Estimate e, double unit) {
    if (Double.isNaN(e.value())) {
      return "n/a";
    }
    return "%s [%s, %s]"
        .formatted(
            number(format, unit * e.value()),
            number(format, unit * e.low()),
            number(format, unit * e.high()));
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
