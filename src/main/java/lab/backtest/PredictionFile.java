package lab.backtest;

import base.BoundedNumbers;
import domain.market.Candle;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import lab.backtest.Backtest.BacktestModel;
import lab.backtest.Backtest.BacktestRange;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Predictions made elsewhere, as models of a backtest: a CSV whose first column is the start of the
 * newest bar known, and every other column a model's predictions.
 */
public final class PredictionFile implements BacktestModel {
  private final String name;
  private final boolean prices;
  private final MissingRule missing;
  private final NavigableMap<Instant, Double> values = new TreeMap<>();

  private PredictionFile(String name, boolean prices, MissingRule missing) {
    this.name = name;
    this.prices = prices;
    this.missing = missing;
  }

  /** What to do for a bar without a prediction. */
  public enum MissingRule {
    /** Refuses the file and names the first such bar. */
    REFUSE,
    /** Uses 0, no move. */
    ZERO,
    /** Uses the last prediction before. */
    PREVIOUS
  }

  /**
   * Reads a file of predictions.
   *
   * @param prices whether the numbers are prices instead of log-returns
   * @return a model for each column of predictions
   * @throws IllegalArgumentException naming the line that is invalid
   */
  public static List<PredictionFile> read(Path file, boolean prices, MissingRule missing)
      throws IOException {
    CSVFormat format = CSVFormat.DEFAULT.builder().setTrim(true).setIgnoreEmptyLines(true).get();
    try (Reader reader = Files.newBufferedReader(file);
        CSVParser csv = format.parse(reader)) {
      List<PredictionFile> columns = new ArrayList<>();
      for (CSVRecord line : csv) {
        if (columns.isEmpty()) {
          columns.addAll(columnsOf(file, line, prices, missing));
        } else {
          addLine(line, columns);
        }
      }
      return columns;
    } catch (UncheckedIOException | IllegalArgumentException e) {
      throw new IllegalArgumentException("predictions " + file + ": " + e.getMessage(), e);
    }
  }

  private static List<PredictionFile> columnsOf(
      Path file, CSVRecord header, boolean prices, MissingRule missing) {
    if (header.size() < 2 || !header.get(0).replace("\uFEFF", "").equals("time")) {
      throw new IllegalArgumentException(
          "the first line must be time,prediction or time and a name for each model");
    }
    String own = file.getFileName().toString().replaceFirst("\\.csv$", "");
    return header.stream()
        .skip(1)
        .map(it -> new PredictionFile(header.size() == 2 ? own : it, prices, missing))
        .toList();
  }

  private static void addLine(CSVRecord line, List<PredictionFile> columns) {
    try {
      if (line.size() != columns.size() + 1) {
        throw new IllegalArgumentException(line.size() + " columns, not " + (columns.size() + 1));
      }
      Instant time = Candle.parseTime(line.get(0));
      for (int i = 0; i < columns.size(); i++) {
        if (!line.get(i + 1).isEmpty()) {
          columns.get(i).add(time, BoundedNumbers.parseDouble(line.get(i + 1).strip()));
        }
      }
    } catch (DateTimeException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "line " + line.getRecordNumber() + ": " + e.getMessage(), e);
    }
  }

  private void add(Instant time, double value) {
    Double before = values.putIfAbsent(time, value);
    if (before != null && before != value) {
      throw new IllegalArgumentException(
          "two predictions for %s, %s and %s".formatted(time, before, value));
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<String> warnings(BacktestRange range) {
    long lacking = range.origins().filter(it -> !values.containsKey(it)).count();
    return lacking == 0
        ? List.of()
        : List.of(
            "FILLED: '%s' has no prediction for %d of %d %ss; %s stands for them."
                .formatted(
                    name,
                    lacking,
                    range.size(),
                    range.history().unit(),
                    missing == MissingRule.ZERO ? "0" : "the one before"));
  }

  @Override
  public double[] predict(BacktestRange range) {
    double[] predictions = new double[range.size()];
    for (int i = 0; i < predictions.length; i++) {
      Instant time = range.history().timeOfRow(range.from() + i);
      Double value = values.get(time);
      predictions[i] = value == null ? fill(range, time) : toReturn(value, range, range.from() + i);
    }
    return predictions;
  }

  private double fill(BacktestRange range, Instant time) {
    if (missing == MissingRule.ZERO) {
      return 0;
    }
    var before = values.lowerEntry(time);
    if (missing == MissingRule.PREVIOUS && before != null) {
      return toReturn(before.getValue(), range, range.history().rowAt(before.getKey()));
    }
    throw new IllegalArgumentException(
        "'%s' has no prediction for %d of %d %ss, the first %s; give --from and --to, or fill them with --missing zero or previous"
            .formatted(
                name,
                range.origins().filter(it -> !values.containsKey(it)).count(),
                range.size(),
                range.history().unit(),
                time));
  }

  private double toReturn(double value, BacktestRange range, int row) {
    if (!prices) {
      return value;
    }
    if (row < 0) {
      throw new IllegalArgumentException("'" + name + "' has a price before the first candle");
    }
    return Math.log(value / range.history().closes()[row]);
  }

  /**
   * Writes every origin with every model's prediction, also origins whose realized return is not
   * known yet.
   */
  public static void write(Path file, Backtest backtest) throws IOException {
    BacktestRange range = backtest.trial();
    try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8))) {
      out.print(
          backtest.results().stream()
              .map(it -> it.name().replaceAll("[,\"\r\n]", " "))
              .collect(Collectors.joining(",", "time,", "\n")));
      for (int i = 0; i < range.size(); i++) {
        out.print(range.history().timeOfRow(range.from() + i));
        for (Backtest.ModelResult entry : backtest.results()) {
          out.print("," + entry.predictions()[i]);
        }
        out.print('\n');
      }
      if (out.checkError()) {
        throw new IOException("could not write all of " + file);
      }
    }
  }
}
