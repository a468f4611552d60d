package app;

import domain.Candles;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import lab.CandleFile;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Where a command of the lab takes its candles from. */
final class CandleOptions {
  @Option(
      names = "--candles",
      required = true,
      paramLabel = "FILE",
      description = "hourly candles, CSV, plain or gzipped: time,open,high,low,close,volume")
  private Path file;

  @Option(
      names = "--pair",
      defaultValue = "btcusd",
      description = "what the file holds (${DEFAULT-VALUE})")
  private String pair;

  Candles read() {
    return CandleFile.read(file, pair);
  }

  String pair() {
    return pair;
  }

  /** Reads an instant, or a date as its midnight UTC. */
  static final class Moment implements ITypeConverter<Instant> {
    @Override
    public Instant convert(String text) {
      try {
        return text.length() == 10
            ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
            : Instant.parse(text);
      } catch (DateTimeException e) {
        throw new TypeConversionException(
            "'" + text + "' is neither a date like 2025-08-31 nor like 2025-08-31T23:00:00Z");
      }
    }
  }
}
