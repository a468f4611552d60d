package report;

import domain.Score;
import domain.TopicSpec;
import domain.TopicSpec.PredictionTarget;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import journal.JournalReader;
import journal.entry.Entry;
import scoring.BlockBootstrap.IntervalEstimate;
import scoring.PeriodScore;
import scoring.PeriodScore.PredictionErrors;

/**
 * Scores of a topic's submissions against the ground truth, compared with "no change" and with the
 * network inference, by month and in all. Read from the journal alone.
 */
public record ScoreReport(TopicSpec topic, int waiting, List<PeriodScore> periods) {
  private static final String ALL = "all";

  public static ScoreReport read(JournalReader journal, TopicSpec topic, Instant now) {
    List<Entry> scored = journal.findScored(topic.id());
    Map<String, Map<Long, Double>> network = new TreeMap<>();
    List<PredictionErrors> all = new ArrayList<>();
    for (Entry entry : scored) {
      Map<Long, Double> known =
          network.computeIfAbsent(
              entry.key().chainId(), it -> journal.networkInferences(it, topic.id(), 0));
      all.add(errors(topic, entry, Optional.ofNullable(known.get(entry.key().nonce()))));
    }
    Map<String, List<PredictionErrors>> byMonth = new TreeMap<>();
    all.forEach(
        it ->
            byMonth
                .computeIfAbsent(
                    YearMonth.from(it.opened().atZone(ZoneOffset.UTC)).toString(),
                    month -> new ArrayList<>())
                .add(it));
    List<PeriodScore> periods = new ArrayList<>();
    byMonth.forEach((month, errors) -> periods.add(PeriodScore.of(month, errors, topic.horizon())));
    if (!all.isEmpty()) {
      periods.add(PeriodScore.of(ALL, all, topic.horizon()));
    }
    int waiting = journal.findUnscored(topic.id(), Instant.EPOCH, now).size();
    return new ScoreReport(topic, waiting, periods);
  }

  private static PredictionErrors errors(TopicSpec topic, Entry entry, Optional<Double> network) {
    Score score = entry.score();
    double truth = score.truth();
    ToDoubleFunction<Double> off =
        topic.target() == PredictionTarget.PRICE
            ? error -> Math.log1p(error / truth)
            : error -> error;
    return new PredictionErrors(
        entry.window().openedAt(),
        off.applyAsDouble(score.error()),
        off.applyAsDouble(score.naiveError()),
        network.map(it -> off.applyAsDouble(it - truth)).orElse(Double.NaN));
  }

  /** A heading and a table, as lines of text. */
  public List<String> textLines() {
    List<String> lines = new ArrayList<>();
    int scored = periods.isEmpty() ? 0 : periods.get(periods.size() - 1).windows();
    lines.add(
        "topic %d (%s): %d submissions scored, %d wait for their ground truth"
            .formatted(topic.id(), topic.pair(), scored, waiting));
    if (scored > 0) {
      TextTable table =
          new TextTable(
              "month",
              "windows",
              "RMSE",
              "MAE",
              "skill vs no change, %",
              "compared",
              "skill vs network, %");
      periods.forEach(it -> table.row(cells(it)));
      lines.addAll(table.lines());
    }
    return lines;
  }

  private static String[] cells(PeriodScore it) {
    return new String[] {
      it.period(),
      Integer.toString(it.windows()),
      format("%.5f", it.rmse()),
      format("%.5f", it.mae()),
      format(it.skill()),
      Integer.toString(it.compared()),
      format(it.lead())
    };
  }

  private static String format(IntervalEstimate it) {
    if (!Double.isFinite(it.value())) {
      return "-";
    }
    String value = format("%+.1f", 100 * it.value());
    return Double.isNaN(it.low())
        ? value + " (too short for an interval)"
        : value + format(" [%+.1f, %+.1f]", 100 * it.low(), 100 * it.high());
  }

  private static String format(String pattern, Object... numbers) {
    return String.format(Locale.ROOT, pattern, numbers);
  }

  /** The scores as JSON fields; missing ones are null. */
  public Map<String, Object> toJsonFields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("topic", topic.id());
    fields.put("pair", topic.pair());
    fields.put("waiting", waiting);
    fields.put("periods", periods.stream().map(ScoreReport::toJsonFields).toList());
    return fields;
  }

  private static Map<String, Object> toJsonFields(PeriodScore it) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("period", it.period());
    fields.put("windows", it.windows());
    fields.put("rmse", it.rmse());
    fields.put("mae", it.mae());
    fields.put("skill", toJsonFields(it.skill()));
    fields.put("compared", it.compared());
    fields.put("skill_against_network", toJsonFields(it.lead()));
    return fields;
  }

  private static Map<String, Double> toJsonFields(IntervalEstimate it) {
    Map<String, Double> fields = new LinkedHashMap<>();
    fields.put("value", finiteOrNull(it.value()));
    fields.put("low", finiteOrNull(it.low()));
    fields.put("high", finiteOrNull(it.high()));
    return fields;
  }

  private static Double finiteOrNull(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
