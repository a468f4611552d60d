package market.store;

import base.PrivateFiles;
import domain.market.Candle;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import market.store.CandleStore.CandleGap;

/**
 * Candles in a file of lines {@code time,open,high,low,close,volume}, plain or compressed. The
 * check sum of the compressed form is what tells a damaged file.
 *
 * @param bars oldest first, one per hour, or per whatever length they have
 * @param repeated rows for an hour that had one already; the more complete one stays
 */
public record CandleFile(List<Candle> bars, List<CandleGap> gaps, int repeated) {
  public static final Duration STEP = Duration.ofHours(1);
  static final String HEADER = "time,open,high,low,close,volume";

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
    return read(file, STEP, progress);
  }

  /** The same with bars of another length than an hour. */
  public static CandleFile read(Path file, Duration step, IntConsumer progress) throws IOException {
    byte[] text;
    try (var in = openMaybeCompressed(file)) {
      text = in.readAllBytes();
    }
    var line = new CandleLine(text);
    line.next();
    if (!hasHeader(line.rest())) {
      throw new IOException(file.getFileName() + ": the first line must be " + HEADER);
    }
    var bars = new ArrayList<Candle>();
    boolean ascending = true;
    for (int number = 2; line.next(); number++) {
      if (line.isBlank()) {
        continue;
      }
      var candle = parseLine(file, number, line, step);
      ascending &= bars.isEmpty() || candle.time().isAfter(bars.get(bars.size() - 1).time());
      bars.add(candle);
      if (bars.size() % 10_000 == 0) {
        progress.accept(bars.size());
      }
    }
    var list = ascending ? bars : sortedByTime(bars);
    return new CandleFile(list, CandleGap.findIn(list, step), bars.size() - list.size());
  }

  /** A mark at the very beginning is what spreadsheets leave. */
  private static boolean hasHeader(String line) {
    return HEADER.equals(line.replaceFirst("^\uFEFF", "").strip());
  }

  private static List<Candle> sortedByTime(List<Candle> bars) {
    var sorted = new TreeMap<Instant, Candle>();
    bars.forEach(it -> sorted.merge(it.time(), it, Candle::moreComplete));
    return List.copyOf(sorted.values());
  }

  /** What is compressed is told by the bytes: a name may have lost its ending on the way. */
  private static InputStream openMaybeCompressed(Path file) throws IOException {
    var raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    try {
      raw.mark(2);
      boolean zipped = raw.read() == 0x1f && raw.read() == 0x8b;
      raw.reset();
      return zipped ? new GZIPInputStream(raw, 1 << 16) : raw;
    } catch (IOException e) {
      raw.close();
      throw new IOException(file.getFileName() + " is a damaged gzip file", e);
    }
  }

  private static Candle parseLine(Path file, int number, CandleLine cells, Duration step)
      throws IOException {
    try {
      cells.requireSixCells();
      var time = cells.nextTime();
      var candle =
          new Candle(
              time,
              cells.nextNumber(),
              cells.nextNumber(),
              cells.nextNumber(),
              cells.nextNumber(),
              cells.nextNumber());
      if (time.toEpochMilli() % step.toMillis() != 0) {
        throw new IllegalArgumentException(
            "time is not a full " + (step.equals(STEP) ? "hour" : "minute"));
      }
      return candle;
    } catch (DateTimeException | IllegalArgumentException | ArithmeticException e) {
      throw new IOException(file.getFileName() + " line " + number + ": " + e.getMessage(), e);
    }
  }

  /** Writes beside the file and puts it in place in one step; always compressed. */
  public static void write(Path file, Collection<Candle> bars) throws IOException {
    PrivateFiles.createFolders(file.toAbsolutePath().getParent());
    var fresh = file.resolveSibling(file.getFileName() + ".part");
    try {
      try (var out =
          new OutputStreamWriter(
              new GZIPOutputStream(PrivateFiles.newOutputStream(fresh), 1 << 16),
              StandardCharsets.UTF_8)) {
        out.write(HEADER + "\n");
        for (var bar : bars) {
          out.write(toLine(bar));
        }
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private static String toLine(Candle b) {
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
