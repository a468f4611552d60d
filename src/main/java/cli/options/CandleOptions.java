package cli.options;

import base.ExitStatus;
import domain.Failure;
import domain.FailureReason;
import domain.TopicSpec;
import domain.market.Candle;
import domain.market.CandleSeries;
import domain.market.DataOrigin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import market.source.CandleRequest.SourceReply;
import market.source.ReplyParser.ParsedReply;
import market.source.TiingoSource;
import market.store.CandleFile;
import market.store.CandleStore.CandleGap;
import market.store.QuietMinutes;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Options for the candles of a lab command. */
public final class CandleOptions {
  private static final Pattern PAIR =
      Pattern.compile("(?:^|[^a-z0-9])([a-z0-9]{2,10}usd[tc]?)(?:[^a-z0-9]|$)");

  @Option(
      names = "--candles",
      required = true,
      paramLabel = "FILE",
      description =
          "candles of an hour, of a minute for a horizon below an hour:"
              + " time,open,high,low,close,volume as .csv or .csv.gz (the daemon's own store too),"
              + " or Tiingo's reply as .json")
  private Path file;

  @Option(
      names = "--pair",
      paramLabel = "PAIR",
      description = "what the file holds (as its name says, ethusd of ethusd.csv, or btcusd)")
  private String pair;

  @Mixin private CandleSelection selection = new CandleSelection();

  /** What else is read, and from when on. */
  public static final class CandleSelection {
    @Option(
        names = "--since",
        converter = InstantConverter.class,
        paramLabel = "TIME",
        description = "candles before this time are left out, for instance those before a gap")
    private Instant since;

    @Option(
        names = "--candles-of",
        paramLabel = "PAIR=FILE",
        description =
            "candles of another pair that the features name, of the same length, repeatable")
    private Map<String, Path> files = Map.of();
  }

  private Duration step;

  /** Reads candles for a command to which they are optional. */
  public static CandleSeries readCandles(
      Path file, String pair, CandleSelection selection, Duration horizon) {
    CandleOptions options = new CandleOptions();
    options.file = file;
    options.pair = pair;
    options.selection = selection;
    return options.readCandles(horizon);
  }

  /**
   * Reads the candle file and those of other pairs, of the length that the horizon asks for.
   *
   * @throws Failure.Stop with exit code 65 if a file is invalid
   */
  public CandleSeries readCandles(Duration horizon) {
    step = TopicSpec.candleStep(horizon);
    CandleSeries read = readOnePair();
    CandleSelection same = new CandleSelection();
    same.since = selection.since;
    for (Map.Entry<String, Path> other : selection.files.entrySet()) {
      read = read.withOther(readCandles(other.getValue(), other.getKey(), same, horizon));
    }
    try {
      return read.aligned();
    } catch (IllegalArgumentException e) {
      throw unusableFile(e.getMessage(), e);
    }
  }

  private CandleSeries readOnePair() {
    try {
      List<Candle> bars =
          file.toString().endsWith(".json")
              ? readTiingoJson()
              : CandleFile.read(file, step, n -> {}).bars();
      if (selection.since != null) {
        bars = bars.stream().filter(it -> !it.time().isBefore(selection.since)).toList();
      }
      if (bars.isEmpty()) {
        throw new IOException("it holds no candle");
      }
      return new CandleSeries(pair(), step, new DataOrigin.SimulatedMarket("file"), whole(bars));
    } catch (NoSuchFileException e) {
      throw unusableFile("there is no such file", e);
    } catch (IOException | IllegalArgumentException e) {
      throw unusableFile(e.getMessage(), e);
    }
  }

  /** The bars without a gap, as the daemon would take them. */
  private List<Candle> whole(List<Candle> bars) {
    int gaps = CandleGap.findIn(bars, step).size();
    if (gaps == 0) {
      return bars;
    }
    if (gaps > 1 && gaps == bars.size() - 1) {
      throw new IllegalArgumentException(
          "its candles are %d min apart, and this horizon takes those of %d min"
              .formatted(
                  Duration.between(bars.get(0).time(), bars.get(1).time()).toMinutes(),
                  step.toMinutes()));
    }
    List<Candle> filled = QuietMinutes.fill(bars, step);
    for (CandleGap gap : CandleGap.findIn(filled, step)) {
      throw new IllegalArgumentException(
          step.equals(TopicSpec.HOUR)
              ? "the candles lack the hour %s; every feature counts them, so give --since a later time"
                  .formatted(gap.from())
              : "the candles lack %d minutes from %s; %d in a row are filled, so give --since a later time"
                  .formatted(gap.bars(), gap.from(), QuietMinutes.MOST));
    }
    return filled;
  }

  private List<Candle> readTiingoJson() throws IOException {
    SourceReply reply = SourceReply.of(200, Files.readAllBytes(file), null, true);
    String held = TiingoSource.parseTicker(reply).orElse(pair());
    ParsedReply reading = new TiingoSource("").parseReply(reply, pair == null ? held : pair, step);
    if (reading instanceof ParsedReply.Bars bars) {
      return bars.bars();
    }
    throw new IOException(
        pair == null || pair.equals(held)
            ? "not a reply of Tiingo with prices"
            : "it holds prices of " + held + ", not of " + pair);
  }

  private Failure.Stop unusableFile(String what, Exception cause) {
    String name = file.getFileName() + ": ";
    String reported = what.startsWith(name) ? what.substring(name.length()) : what;
    return new Failure.Stop(
        FailureReason.BAD_DATA,
        ExitStatus.UNUSABLE_DATA,
        "candles " + file + ": " + reported,
        cause);
  }

  /** The given pair, or the one in the file's name, or else btcusd. */
  public String pair() {
    if (pair != null) {
      return pair;
    }
    Matcher named = PAIR.matcher(file.getFileName().toString().toLowerCase(Locale.ROOT));
    return named.find() ? named.group(1) : "btcusd";
  }

  /** Reads an instant, or a date as its midnight UTC. */
  public static final class InstantConverter implements ITypeConverter<Instant> {
    @Override
    public Instant convert(String text) {
      try {
        return text.length() == 10
            ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
            : Candle.parseTime(text);
      } catch (DateTimeException e) {
        throw new TypeConversionException(
            "'" + text + "' is neither a date like 2025-08-31 nor like 2025-08-31T23:00:00Z");
      }
    }
  }
}
