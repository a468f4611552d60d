package cli.options;

import java.time.Duration;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads hours, or a number with its unit. */
public final class HorizonConverter implements ITypeConverter<Duration> {
  @Override
  public Duration convert(String text) {
    if (!text.matches("[1-9]\\d{0,5}[mhd]?")) {
      throw new TypeConversionException("'" + text + "' is no time like 168, 5m, 24h or 7d");
    }
    String unit = text.matches("\\d+") ? text + "h" : text;
    return Duration.parse((unit.endsWith("d") ? "P" : "PT") + unit.toUpperCase(Locale.ROOT));
  }
}
