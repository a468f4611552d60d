package features;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The features with a name of their own, from {@code features/catalogue.txt}. A definition there
 * never changes, since artifacts name it; a new one is a new line.
 */
final class FeatureCatalogue {
  /** Hours of returns behind the volatility. */
  static final int MONTH = 720;

  private static final Map<String, Feature> ALL = read();

  private static final Map<String, List<String>> SETS =
      Map.of(
          "default",
          List.of(
              "known_return",
              "mom_168h",
              "mom_336h",
              "mom_672h",
              "trend_480h",
              "trend_1200h",
              "sigma_168h"),
          "minutes",
          List.of("mom_5m", "mom_15m", "mom_60m", "trend_120m", "trend_480m", "sigma_5m"),
          "predecessor",
          List.of(
              "log_price",
              "ret_1h",
              "ret_24h",
              "ma_24h",
              "ma_72h",
              "vol_24h",
              "price_pos_24h",
              "price_pos_72h",
              "ma_ratio_72_24",
              "exp_vol_ratio"));

  private static final Pattern LAGGED = Pattern.compile("(\\w+)\\[-([1-9][0-9]{0,2})(m?)\\]");

  private FeatureCatalogue() {}

  private static Map<String, Feature> read() {
    Map<String, Feature> all = new LinkedHashMap<>();
    try (InputStream in = FeatureCatalogue.class.getResourceAsStream("/features/catalogue.txt");
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
      lines
          .lines()
          .filter(it -> !it.isBlank() && !it.startsWith("#"))
          .map(Feature::define)
          .forEach(
              it -> {
                String name = Feature.columnOf(it.name());
                all.put(name, new Feature(name, it.expression()));
              });
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<String> namesOfSet(String name) {
    if (!SETS.containsKey(name)) {
      throw new IllegalArgumentException(
          "no feature set is called '" + name + "'; there are default, minutes and predecessor");
    }
    return SETS.get(name);
  }

  /**
   * A feature of the catalogue, as {@code NAME[-3]} what it was three hours earlier, as {@code
   * NAME[-3m]} three minutes earlier, or one that is defined on the spot as {@code NAME =
   * EXPRESSION}.
   */
  static Feature requireFeature(String name) {
    if (Feature.isDefinition(name)) {
      return Feature.define(name);
    }
    Matcher lagged = LAGGED.matcher(name);
    if (!lagged.matches()) {
      return requirePlain(name);
    }
    Expression plain = requirePlain(lagged.group(1)).expression();
    int count = Integer.parseInt(lagged.group(2));
    boolean minutes = !lagged.group(3).isEmpty();
    Duration earlier = minutes ? Duration.ofMinutes(count) : Duration.ofHours(count);
    return new Feature(name, ExpressionParser.lagged(plain, earlier));
  }

  private static Feature requirePlain(String name) {
    Feature found = ALL.get(name);
    if (found == null) {
      throw new IllegalArgumentException(
          "no feature is called '%s'; there are %s, or define it in a features file"
              .formatted(name, String.join(", ", ALL.keySet())));
    }
    return found;
  }
}
