package report;

import domain.ValueBundle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import routes.forecast.ForecastPlan;
import scoring.ForecastTrial;
import scoring.ForecastTrial.ForecastScore;
import scoring.ForecastTrial.LossForecaster;
import scoring.LossForecast;

/** Scores of forecasts of other workers' losses on the recorded ones. */
public record ForecastBacktestReport(long topic, int nonces, List<ForecastScore> scores) {
  /**
   * @param plan the topic's forecast; only a model is scored beside past losses, as a server has no
   *     past
   */
  public static ForecastBacktestReport of(
      long topic, SortedMap<Long, ValueBundle> recorded, ForecastPlan plan) {
    Map<String, LossForecaster> forecasters = new LinkedHashMap<>();
    forecasters.put("past-losses", LossForecast::expected);
    if (plan instanceof ForecastPlan.Model model) {
      forecasters.put("model", (past, workers) -> model.expected(topic, past, workers));
    }
    return new ForecastBacktestReport(
        topic, recorded.size(), ForecastTrial.judge(recorded, forecasters));
  }

  public List<String> textLines() {
    if (scores.isEmpty()) {
      return List.of(
          "topic %d: %d epochs of losses are recorded, two are needed; they are while"
                  .formatted(topic, nonces)
              + " topic."
              + topic
              + ".forecast is set");
    }
    TextTable table =
        new TextTable(
            "forecast",
            "losses",
            "mean error",
            "root error",
            "skill against " + ForecastTrial.NAIVE);
    scores.forEach(
        it ->
            table.row(
                it.name(),
                Long.toString(it.losses()),
                format("%.4f", it.meanError()),
                format("%.4f", it.rootError()),
                format(
                    "%+.1f %% [%+.1f, %+.1f]",
                    100 * it.skill().value(), 100 * it.skill().low(), 100 * it.skill().high())));
    List<String> lines = new ArrayList<>();
    lines.add("topic %d: forecasts of the losses of %d epochs".formatted(topic, nonces));
    lines.addAll(table.lines());
    return lines;
  }

  public Map<String, Object> toJsonFields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("topic", topic);
    fields.put("epochs", nonces);
    fields.put("forecasts", scores);
    return fields;
  }

  private static String format(String pattern, Object... numbers) {
    return String.format(Locale.ROOT, pattern, numbers);
  }
}
