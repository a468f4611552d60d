package lab;

import domain.Candle;
import domain.Candles;
import domain.Failure;
import domain.Origin;
import domain.Reason;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * Hourly candles from a CSV file, plain or gzipped: {@code time,open,high,low,close,volume}, time
 * being the start of the bar in ISO-8601. A file with a gap is refused: every feature counts rows.
 */
public final class CandleFile {
  static final String HEADER = "time,open,high,low,close,volume";
  private static final Duration HOUR = Duration.ofHours(1);
  private static final int UNUSABLE_DATA = 65;

  private CandleFile() {}

  /**
   * @param pair what the file holds, e.g. {@code btcusd}
   * @throws Failure.Stop with exit code 65 when the file cannot be read or is not whole
   */
  public static Candles read(Path file, String pair) {
    List<Candle> bars = new ArrayList<>();
    try (BufferedReader reader = open(file)) {
      if (!HEADER.equals(reader.readLine())) {
        throw refusal(file, 1, "the header must be " + HEADER, null);
      }
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        bars.add(next(file, bars, line));
      }
    } catch (IOException e) {
      throw refusal(file, bars.size() + 2, "cannot be read (" + e.getMessage() + ")", e);
    }
    if (bars.isEmpty()) {
      throw refusal(file, 2, "there are no candles", null);
    }
    return new Candles(pair, HOUR, new Origin.Simulated(file.getFileName().toString()), bars);
  }

  /** The closes of hourly candles. */
  public static History history(Candles candles) {
    return new History(candles.bars().get(0).time(), candles.closes());
  }

  private static Candle next(Path file, List<Candle> bars, String line) {
    int number = bars.size() + 2;
    Candle bar = parse(file, number, line);
    if (!bars.isEmpty() && !bar.time().equals(bars.get(bars.size() - 1).time().plus(HOUR))) {
      throw refusal(file, number, "the hour before " + bar.time() + " is missing", null);
    }
    return bar;
  }

  private static Candle parse(Path file, int number, String line) {
    String[] cells = line.split(",");
    if (cells.length != 6) {
      throw refusal(file, number, cells.length + " columns instead of 6", null);
    }
    try {
      double[] prices = new double[5];
      for (int i = 0; i < prices.length; i++) {
        prices[i] = Double.parseDouble(cells[i + 1]);
      }
      return new Candle(
          Instant.parse(cells[0]), prices[0], prices[1], prices[2], prices[3], prices[4]);
    } catch (DateTimeException | IllegalArgumentException e) {
      throw refusal(file, number, e.getMessage(), e);
    }
  }

  private static BufferedReader open(Path file) throws IOException {
    InputStream in = Files.newInputStream(file);
    try {
      InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(in, 1 << 16) : in;
      return new BufferedReader(new InputStreamReader(plain, StandardCharsets.US_ASCII));
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  private static Failure.Stop refusal(Path file, int line, String what, Exception cause) {
    String message = "candle file " + file.getFileName() + ", line " + line + ": " + what;
    return new Failure.Stop(Reason.BAD_DATA, UNUSABLE_DATA, message, cause);
  }
}
