package devnet.market;

import domain.market.Candle;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/** Real hourly bars from a file; its name begins with the pair, else the pair is btcusd. */
final class FileCandleSource implements SimulatedCandleSource {
  private static final String HEADER = "time,open,high,low,close,volume";
  private final TreeMap<Instant, Candle> bars = new TreeMap<>();
  private final String ticker;
  private final Path file;

  FileCandleSource(Path file) {
    this.file = file;
    String name = file.getFileName().toString();
    this.ticker = name.matches("[a-z]{6}[^a-z].*") ? name.substring(0, 6) : "btcusd";
    try (InputStream raw = Files.newInputStream(file);
        InputStream in = name.endsWith(".gz") ? new GZIPInputStream(raw) : raw;
        var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      readLines(lines);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot read candles from " + file + ": name a .csv or .csv.gz of hourly bars", e);
    }
  }

  private void readLines(BufferedReader lines) throws IOException {
    if (!HEADER.equals(lines.readLine())) {
      throw new IllegalArgumentException(file + " must begin with the columns " + HEADER);
    }
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (!line.isBlank()) {
        Candle bar = parseCandle(line);
        bars.merge(bar.time(), bar, Candle::moreComplete);
      }
    }
    if (bars.isEmpty()) {
      throw new IllegalArgumentException(file + " holds no candles");
    }
  }

  private Candle parseCandle(String line) {
    String[] cells = line.split(",");
    try {
      return new Candle(
          Instant.parse(cells[0]),
          Double.parseDouble(cells[1]),
          Double.parseDouble(cells[2]),
          Double.parseDouble(cells[3]),
          Double.parseDouble(cells[4]),
          Double.parseDouble(cells[5]));
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(file + ": not a candle: " + line, e);
    }
  }

  @Override
  public Candle hourCandle(String pair, Instant start) {
    Candle bar = bars.get(start);
    if (bar == null) {
      throw new IllegalStateException(
          file.getFileName()
              + " has no bar at "
              + start
              + "; it spans "
              + firstHour()
              + " to "
              + lastHour());
    }
    return bar;
  }

  @Override
  public Instant firstHour() {
    return bars.firstKey();
  }

  @Override
  public Instant lastHour() {
    return bars.lastKey();
  }

  @Override
  public List<String> tickers() {
    return List.of(ticker);
  }
}
