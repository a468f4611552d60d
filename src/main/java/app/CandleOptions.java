package app;

import base.ExitCode;
import domain.Candle;
import domain.Candles;
import domain.Failure;
import domain.Origin;
import domain.Reason;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lab.History;
import market.CandleFile;
import market.Reading;
import market.Reply;
import market.Tiingo;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Where a command of the lab takes its candles from. */
final class CandleOptions {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Pattern PAIR =
      Pattern.compile("(?:^|[^a-z0-9])([a-z0-9]{2,10}usd[tc]?)(?:[^a-z0-9]|$)");

  @Option(
      names = "--candles",
      required = true,
      paramLabel = "FILE",
      description =
          "hourly candles: time,open,high,low,close,volume as .csv or .csv.gz (the daemon's own"
              + " store too), or an answer of Tiingo's as .json")
  private Path file;

  @Option(
      names = "--pair",
      description = "what the file holds (as its name says, ethusd of ethusd.csv, or btcusd)")
  private String pair;

  /**
   * @throws Failure.Stop with exit code 65 when the file cannot be used
   */
  Candles read() {
    try {
      List<Candle> bars =
          file.toString().endsWith(".json") ? tiingo() : CandleFile.read(file, n -> {}).bars();
      if (bars.isEmpty()) {
        throw new IOException("it holds no candle");
      }
      Candles read = new Candles(pair(), HOUR, new Origin.Simulated("file"), bars);
      History.of(read);
      return read;
    } catch (NoSuchFileException e) {
      throw refusal("there is no such file", e);
    } catch (IOException | IllegalArgumentException e) {
      throw refusal(e.getMessage(), e);
    }
  }

  private List<Candle> tiingo() throws IOException {
    Reply reply = Reply.of(200, Files.readAllBytes(file), null, true);
    String held = Tiingo.ticker(reply).orElse(pair());
    Reading reading = new Tiingo("").read(reply, pair == null ? held : pair, HOUR);
    if (reading instanceof Reading.Bars bars) {
      return bars.bars();
    }
    throw new IOException(
        pair == null || pair.equals(held)
            ? "no answer of Tiingo's with prices in it"
            : "it holds prices of " + held + ", not of " + pair);
  }

  private Failure.Stop refusal(String what, Exception cause) {
    String name = file.getFileName() + ": ";
    String told = what.startsWith(name) ? what.substring(name.length()) : what;
    return new Failure.Stop(
        Reason.BAD_DATA, ExitCode.UNUSABLE_DATA, "candles " + file + ": " + told, cause);
  }

  /** The one given, the one in the file's name, or else bitcoin's. */
  String pair() {
    if (pair != null) {
      return pair;
    }
    Matcher named = PAIR.matcher(file.getFileName().toString().toLowerCase(Locale.ROOT));
    return named.find() ? named.group(1) : "btcusd";
  }

  /** Reads an instant, or a date as its midnight UTC. */
  static final class Moment implements ITypeConverter<Instant> {
    @Override
    public Instant convert(String text) {
      try {
        return text.length() == 10
            ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
            : CandleFile.time(text);
      } catch (DateTimeException e) {
        throw new TypeConversionException(
            "'" + text + "' is neither a date like 2025-08-31 nor like 2025-08-31T23:00:00Z");
      }
    }
  }
}
