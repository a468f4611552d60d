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
import java.util.OptionalDouble;
import java.util.TreeMap;
import journal.JournalReader;
import journal.entry.Entry;
import report.TopicLoss.SubmissionLosses;
import scoring.BlockBootstrap.IntervalEstimate;
import scoring.PeriodScore;
import scoring.PeriodScore.PredictionLosses;

/**
 * Scores of a topic's submissions against the ground truth, compared with "no change" and with the
 * network inference, by month and in all. Read from the journal alone.
 */
public record ScoreReport(TopicSpec topic, TopicLoss loss, int waiting, List<PeriodScore> periods) {
  private static final String ALL = "all";

  /**
   * Losses by the topic's own method, as the daemon last read it from the network.
   *
   * @param sigma standard deviation of the truth, which some methods measure by; none: the root
   *     mean square of what happened
   */
  public static ScoreReport read(
      JournalReader journal, TopicSpec topic, Instant now, OptionalDouble sigma) {
    return read(journal, topic, now, Optional.empty(), sigma);
  }

  /**
   * @param method of the losses; empty for the topic's own
   * @throws IllegalArgumentException where there is no public formula of that name
   */
  public static ScoreReport read(
      JournalReader journal,
      TopicSpec topic,
      Instant now,
      Optional<String> method,
      OptionalDouble sigma) {
    List<Entry> scored = journal.findScored(topic.id());
    Optional<String> named = journal.lossMethod(topic.id());
    TopicLoss loss =
        method
            .map(it -> TopicLoss.of(topic, it, named, scored, sigma))
            .orElseGet(() -> TopicLoss.own(topic, scored, named, sigma));
    Map<String, Map<Long, Double>> network = new TreeMap<>();
    List<PredictionLosses> all = new ArrayList<>();
    for (Entry entry : scored) {
      Map<Long, Double> known =
          network.computeIfAbsent(
              entry.key().chainId(), it -> journal.networkInferences(it, topic.id(), 0));
      Optional<Double> inference = Optional.ofNullable(known.get(entry.key().nonce()));
      all.add(losses(topic, entry, inference, loss));
    }
    Map<String, List<PredictionLosses>> byMonth = new TreeMap<>();
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
    return new ScoreReport(topic, loss, waiting, periods);
  }

  /** An error as a log-return, which that of a price is made. */
  private static double toReturn(TopicSpec topic, Score score, double error) {
    return topic.target() == PredictionTarget.PRICE ? Math.log1p(error / score.truth()) : error;
  }

  private static PredictionLosses losses(
      TopicSpec topic, Entry entry, Optional<Double> network, TopicLoss loss) {
    SubmissionLosses found = loss.losses(topic, entry.score(), network);
    return new PredictionLosses(
        entry.window().openedAt(),
        toReturn(topic, entry.score(), entry.score().error()),
        found.own(),
        found.naive(),
        found.network());
  }

  /** A heading and a table, as lines of text. */
  public List<String> textLines() {
    List<String> lines = new ArrayList<>();
    int scored = periods.isEmpty() ? 0 : periods.get(periods.size() - 1).windows();
    lines.add(
        "topic %d (%s): %d submissions scored, %d wait for their ground truth"
            .formatted(topic.id(), topic.pair(), scored, waiting));
    if (scored > 0) {
      lines.add("loss " + loss.describe());
      TextTable table =
          new TextTable(
              "month",
              "windows",
              "RMSE",
              "MAE",
              "loss (%s)".formatted(loss.method()),
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
      formatLoss(it.loss()),
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

  private static String formatLoss(IntervalEstimate it) {
    return format("%.3g", it.value())
        + (Double.isNaN(it.low()) ? "" : format(" [%.3g, %.3g]", it.low(), it.high()));
  }

  private static String format(String pattern, Object... numbers) {
    return String.format(Locale.ROOT, pattern, numbers);
  }

  /** The scores as JSON fields; missing ones are null. */
  public Map<String, Object> toJsonFields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("topic", topic.id());
    fields.put("pair", topic.pair());
    fields.put("loss_method", loss.method());
    fields.put("topic_loss_method", loss.named().orElse(null));
    fields.put(
        "loss_deviation", loss.deviation().isPresent() ? loss.deviation().getAsDouble() : null);
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
    fields.put("loss", toJsonFields(it.loss()));
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
