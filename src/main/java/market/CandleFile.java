package market;

import domain.Candle;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Hourly candles in a file of lines {@code time,open,high,low,close,volume}, plain or compressed by
 * its name. The check sum of the compressed form is what tells a damaged file.
 *
 * @param bars oldest first, one per hour
 * @param repeated rows that came twice; the later one stays
 */
public record CandleFile(List<Candle> bars, List<Gap> gaps, int repeated) {
  public static final Duration STEP = Duration.ofHours(1);
  static final String HEADER = "time,open,high,low,close,volume";
  private static final int MAX_LINE = 500;

  public CandleFile {
    bars = List.copyOf(bars);
    gaps = List.copyOf(gaps);
  }

  /**
   * Reads a whole file.
   *
   * @param progress told the rows read so far, every 10,000
   * @throws IOException when a line is no candle, with its number, or the file is damaged
   */
  public static CandleFile read(Path file, IntConsumer progress) throws IOException {
    try (var lines =
        new BufferedReader(new InputStreamReader(open(file), StandardCharsets.UTF_8))) {
      if (!HEADER.equals(lines.readLine())) {
        throw new IOException(file.getFileName() + ": the first line must be " + HEADER);
      }
      return read(file, lines, progress);
    }
  }

  private static CandleFile read(Path file, BufferedReader lines, IntConsumer progress)
      throws IOException {
    var bars = new TreeMap<Instant, Candle>();
    int rows = 0;
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      rows++;
      var candle = parse(file, rows + 1, line);
      bars.put(candle.time(), candle);
      if (rows % 10_000 == 0) {
        progress.accept(rows);
      }
    }
    var list = List.copyOf(bars.values());
    return new CandleFile(list, Gap.in(list, STEP), rows - list.size());
  }

  private static InputStream open(Path file) throws IOException {
    var raw = Files.newInputStream(file);
    try {
      return zipped(file) ? new GZIPInputStream(raw, 1 << 16) : raw;
    } catch (IOException e) {
      raw.close();
      throw new IOException(file.getFileName() + " is not a gzip file", e);
    }
  }

  private static boolean zipped(Path file) {
    return file.toString().endsWith(".gz");
  }

  private static Candle parse(Path file, int number, String line) throws IOException {
    try {
      var part = line.length() > MAX_LINE ? new String[0] : line.split(",", -1);
      if (part.length != 6) {
        throw new IllegalArgumentException("not six columns");
      }
      var time = Instant.parse(part[0]);
      if (time.toEpochMilli() % STEP.toMillis() != 0) {
        throw new IllegalArgumentException("time is not a full hour");
      }
      var n = new double[6];
      for (int i = 1; i < 6; i++) {
        n[i] = Double.parseDouble(part[i]);
      }
      return new Candle(time, n[1], n[2], n[3], n[4], n[5]);
    } catch (DateTimeException | IllegalArgumentException | ArithmeticException e) {
      throw new IOException(file.getFileName() + " line " + number + ": " + e.getMessage(), e);
    }
  }

  /** Writes beside the file and puts it in place in one step; always compressed. */
  static void write(Path file, Collection<Candle> bars) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    var fresh = file.resolveSibling(file.getFileName() + ".part");
    try {
      try (var out =
          new OutputStreamWriter(
              new GZIPOutputStream(Files.newOutputStream(fresh), 1 << 16),
              StandardCharsets.UTF_8)) {
        out.write(HEADER + "\n");
        for (var bar : bars) {
          out.write(line(bar));
        }
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private static String line(Candle b) {
    return b.time()
        + ","
        + b.open()
        + ","
        + b.high()
        + ","
        + b.low()
        + ","
        + b.close()
        + ","
        + b.volume()
        + "\n";
  }
}
