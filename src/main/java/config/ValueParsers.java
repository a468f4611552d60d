package config;

import base.BoundedNumbers;
import chain.model.FeePolicy.FeeTier;
import domain.TopicSpec.PredictionTarget;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import market.source.MarketSource;
import org.apache.camel.util.TimeUtils;

/** How single values are read; what they throw says what would have been right. */
public final class ValueParsers {
  private ValueParsers() {}

  static boolean parseBoolean(String text) {
    if (!text.matches("true|false")) {
      throw new IllegalArgumentException("must be true or false");
    }
    return Boolean.parseBoolean(text);
  }

  static List<String> parseSources(String text) {
    List<String> known = MarketSource.allSources("").stream().map(MarketSource::name).toList();
    List<String> named = Arrays.stream(text.split(",")).map(String::trim).toList();
    if (!known.containsAll(named) || named.stream().distinct().count() < named.size()) {
      throw new IllegalArgumentException("must be some of " + String.join(", ", known));
    }
    return named;
  }

  /** Names of logback, so that a slip is not read as DEBUG. */
  public static String parseLogLevel(String text) {
    if (!text.toUpperCase(Locale.ROOT).matches("TRACE|DEBUG|INFO|WARN|ERROR")) {
      throw new IllegalArgumentException("must be DEBUG, INFO, WARN or ERROR");
    }
    return text.toUpperCase(Locale.ROOT);
  }

  static int parsePort(String text) {
    int port = Integer.parseInt(text);
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("must be a port from 1 to 65535");
    }
    return port;
  }

  static FeeTier parseFeeTier(String text) {
    return FeeTier.valueOf(text.toUpperCase(Locale.ROOT));
  }

  static PredictionTarget parseTarget(String text) {
    return PredictionTarget.valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /** As the framework reads it, which takes a number without a unit for milliseconds. */
  static Duration parseDuration(String text) {
    if (!text.matches("(\\d{1,7}(d|h|ms|m|s))+")) {
      throw new IllegalArgumentException("must be a time with its unit: 500ms, 15s, 5m, 2h or 7d");
    }
    Duration duration = Duration.ofMillis(TimeUtils.toMilliSeconds(text));
    if (duration.isZero()) {
      throw new IllegalArgumentException("must be longer than nothing, e.g. 15s, 5m or 2h");
    }
    return duration;
  }

  static double parsePositive(String text) {
    double number = BoundedNumbers.parseDouble(text);
    if (!(number > 0 && number <= 100_000)) {
      throw new IllegalArgumentException("must be above 0 and at most 100000");
    }
    return number;
  }
}
