package lab.backtest;

import base.BoundedNumbers;
import domain.ValueBundle;
import domain.ValueBundle.Part;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Recorded losses of a topic: a CSV of {@code nonce,inferer,loss}. */
public final class RecordedLosses {
  /** Name in the inferer column for the loss of the network inference. */
  private static final String NETWORK = "network";

  private RecordedLosses() {}

  /**
   * @return losses by nonce; without a loss of the network, the mean of the inferers' is used
   * @throws IllegalArgumentException naming the line that is invalid
   */
  public static SortedMap<Long, ValueBundle> read(Path file) throws IOException {
    CSVFormat format =
        CSVFormat.DEFAULT.builder().setTrim(true).setHeader().setSkipHeaderRecord(true).get();
    SortedMap<Long, Map<String, String>> losses = new TreeMap<>();
    try (Reader reader = Files.newBufferedReader(file);
        CSVParser csv = format.parse(reader)) {
      for (CSVRecord line : csv) {
        addLine(line, losses);
      }
    } catch (UncheckedIOException | IllegalArgumentException e) {
      throw new IllegalArgumentException("losses " + file + ": " + e.getMessage(), e);
    }
    SortedMap<Long, ValueBundle> bundles = new TreeMap<>();
    losses.forEach((nonce, it) -> bundles.put(nonce, toBundle(it)));
    return bundles;
  }

  private static void addLine(CSVRecord line, SortedMap<Long, Map<String, String>> losses) {
    try {
      long nonce = BoundedNumbers.parseLong(line.get("nonce"));
      String loss = line.get("loss");
      BoundedNumbers.parseDouble(loss);
      losses.computeIfAbsent(nonce, it -> new TreeMap<>()).put(line.get("inferer"), loss);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "line " + (line.getRecordNumber() + 1) + ": " + e.getMessage(), e);
    }
  }

  private static ValueBundle toBundle(Map<String, String> losses) {
    Map<String, String> inferers = new TreeMap<>(losses);
    String given = inferers.remove(NETWORK);
    double mean = inferers.values().stream().mapToDouble(Double::parseDouble).average().orElse(0);
    String network = given == null ? Double.toString(mean) : given;
    return new ValueBundle(network, network, Map.of(Part.INFERERS, inferers));
  }
}
