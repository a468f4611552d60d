package lab.importer;

import base.BoundedNumbers;
import base.ErrorText;
import features.FeatureSet;
import inference.artifact.ModelSample;
import inference.artifact.TensorType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Rows of features with the predictions of the trainer's own library: a CSV with a column per
 * feature and one called {@code prediction}. Only these show a conversion that changes the model.
 *
 * @param features names of the columns in the file's order
 */
public record ReferenceRows(List<String> features, List<ModelSample> rows) {
  private static final String PREDICTION_COLUMN = "prediction";
  private static final int MAX_ROWS = 100_000;

  /**
   * @throws IllegalArgumentException naming the line that is invalid
   */
  public static ReferenceRows read(Path file) throws IOException {
    CSVFormat format =
        CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).setTrim(true).get();
    try (BufferedReader reader = Files.newBufferedReader(file);
        CSVParser csv = format.parse(reader)) {
      List<String> names = csv.getHeaderNames();
      if (!names.contains(PREDICTION_COLUMN)) {
        throw new IllegalArgumentException(
            "it has no column '" + PREDICTION_COLUMN + "', only " + names);
      }
      List<String> features =
          names.stream().filter(name -> !name.equals(PREDICTION_COLUMN)).toList();
      List<ModelSample> rows = new ArrayList<>();
      for (CSVRecord line : csv) {
        rows.add(parse(line, features));
      }
      if (rows.isEmpty() || rows.size() > MAX_ROWS) {
        throw new IllegalArgumentException(rows.size() + " rows, 1 to " + MAX_ROWS + " are wanted");
      }
      return new ReferenceRows(features, rows);
    } catch (UncheckedIOException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "reference rows " + file + ": " + ErrorText.describe(e), e);
    }
  }

  private static ModelSample parse(CSVRecord line, List<String> features) {
    try {
      return new ModelSample(
          features.stream().map(name -> parseInput(line.get(name).strip())).toList(),
          BoundedNumbers.parseDouble(line.get(PREDICTION_COLUMN).strip()));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "row " + line.getRecordNumber() + " is unreadable: " + e.getMessage(), e);
    }
  }

  /** A missing input is empty, as pandas writes it, or NaN. */
  private static double parseInput(String text) {
    return text.isEmpty() || text.equalsIgnoreCase("nan")
        ? Double.NaN
        : BoundedNumbers.parseDouble(text);
  }

  /** The same rows with the columns in the model's order. */
  ReferenceRows inOrder(List<String> names) {
    List<String> wanted = FeatureSet.columnsOf(names);
    if (!List.copyOf(features).containsAll(wanted)) {
      throw new IllegalArgumentException(
          "the reference rows have the columns " + features + ", the model takes " + wanted);
    }
    int[] columns = wanted.stream().mapToInt(features::indexOf).toArray();
    List<ModelSample> ordered =
        rows.stream()
            .map(
                row ->
                    new ModelSample(
                        Arrays.stream(columns).mapToObj(row.inputs()::get).toList(), row.answer()))
            .toList();
    return new ReferenceRows(names, ordered);
  }

  double[][] inputs() {
    return rows.stream().map(ModelSample::toArray).toArray(double[][]::new);
  }

  /** The same rows with each input rounded to single precision. */
  ReferenceRows ofSinglePrecision() {
    return new ReferenceRows(
        features,
        rows.stream()
            .map(
                row ->
                    new ModelSample(
                        row.inputs().stream().map(it -> (double) it.floatValue()).toList(),
                        row.answer()))
            .toList());
  }

  boolean isSame(List<ModelSample> answers, TensorType dtype) {
    List<ModelSample> trainer = withRounding(answers, dtype);
    return IntStream.range(0, answers.size())
        .allMatch(
            i ->
                Math.abs(answers.get(i).answer() - trainer.get(i).answer())
                    <= trainer.get(i).rounding());
  }

  /**
   * Compares the converted model's predictions with the trainer's.
   *
   * @return the largest difference
   * @throws IllegalArgumentException naming how many rows differ and the worst of them
   */
  double requireSame(List<ModelSample> answers, TensorType dtype) {
    List<ModelSample> trainer = withRounding(answers, dtype);
    int wrong = 0;
    int worst = 0;
    double largest = 0;
    for (int i = 0; i < answers.size(); i++) {
      double off = Math.abs(answers.get(i).answer() - trainer.get(i).answer());
      wrong += off <= trainer.get(i).rounding() ? 0 : 1;
      worst = off > largest ? i : worst;
      largest = Math.max(largest, off);
    }
    if (wrong > 0) {
      throw new IllegalArgumentException(
          "the model differs from the trainer's predictions in %d of %d rows; row %d: trainer %s, model %s"
              .formatted(
                  wrong,
                  answers.size(),
                  worst + 1,
                  trainer.get(worst).answer(),
                  answers.get(worst).answer()));
    }
    return largest;
  }

  /** These rows, each with the rounding error that the model's arithmetic allows. */
  List<ModelSample> withRounding(List<ModelSample> answers, TensorType dtype) {
    double size = rows.stream().mapToDouble(row -> Math.abs(row.answer())).max().orElse(0);
    return IntStream.range(0, rows.size())
        .mapToObj(
            i ->
                new ModelSample(
                    rows.get(i).inputs(),
                    rows.get(i).answer(),
                    Math.max(answers.get(i).rounding(), dtype.tolerance() * size)))
        .toList();
  }
}
