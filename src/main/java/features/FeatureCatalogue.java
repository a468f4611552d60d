package features;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Every feature there is: one line here, and one function in {@link TrendFeatures} or {@link
 * PriceLevelFeatures}. A new one changes no artifact; a set that names it gets another schema hash.
 */
final class FeatureCatalogue {
  static final int YEAR = 8_760;
  private static final int VOLATILE = PriceSeries.MONTH + 1;

  private static final List<Feature> ALL =
      List.of(
          Feature.ofNewestBar("known_return", PriceSeries::knownReturn),
          new Feature("mom_168h", VOLATILE, (s, t) -> TrendFeatures.momentum(s, t, 168)),
          new Feature("mom_336h", VOLATILE, (s, t) -> TrendFeatures.momentum(s, t, 336)),
          new Feature("mom_672h", VOLATILE, (s, t) -> TrendFeatures.momentum(s, t, 672)),
          new Feature("trend_480h", VOLATILE, (s, t) -> TrendFeatures.trend(s, t, 480)),
          new Feature("trend_1200h", 1_200, (s, t) -> TrendFeatures.trend(s, t, 1_200)),
          new Feature(
              "sigma_168h",
              1_200,
              PriceSeries.MONTH + YEAR,
              true,
              (s, t) -> TrendFeatures.sigma(s, t, 168)),
          Feature.ofNewestBar("log_price", PriceSeries::logClose),
          new Feature("ret_1h", 2, (s, t) -> s.logReturn(t, 1)),
          new Feature("ret_24h", 25, (s, t) -> s.logReturn(t, 24)),
          new Feature("ma_24h", 24, (s, t) -> s.meanClose(t, 24)),
          new Feature("ma_72h", 72, (s, t) -> s.meanClose(t, 72)),
          new Feature("vol_24h", 25, (s, t) -> s.returnDeviation(t, 24)),
          new Feature("price_pos_24h", 24, (s, t) -> PriceLevelFeatures.distanceFromMean(s, t, 24)),
          new Feature("price_pos_72h", 72, (s, t) -> PriceLevelFeatures.distanceFromMean(s, t, 72)),
          new Feature("ma_ratio_72_24", 72, (s, t) -> PriceLevelFeatures.meanRatio(s, t, 72, 24)),
          new Feature("exp_vol_ratio", 48, (s, t) -> PriceLevelFeatures.volatilityRatio(s, t, 24)));

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

  private static final Pattern LAGGED = Pattern.compile("(\\w+)\\[-([1-9][0-9]{0,2})\\]");

  private FeatureCatalogue() {}

  static List<String> namesOfSet(String name) {
    if (!SETS.containsKey(name)) {
      throw new IllegalArgumentException(
          "no feature set is called '" + name + "'; there are default and predecessor");
    }
    return SETS.get(name);
  }

  /** A feature of the catalogue, or as {@code NAME[-3]} what it was three hours earlier. */
  static Feature requireFeature(String name) {
    Matcher lagged = LAGGED.matcher(name);
    if (!lagged.matches()) {
      return requirePlain(name);
    }
    Feature plain = requirePlain(lagged.group(1));
    int lag = Integer.parseInt(lagged.group(2));
    return new Feature(
        name,
        plain.minBars() + lag,
        plain.usefulBars() + lag,
        plain.hourly(),
        (series, t) -> plain.function().compute(series, t - lag));
  }

  private static Feature requirePlain(String name) {
    return ALL.stream()
        .filter(feature -> feature.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no feature is called '" + name + "'; there are " + names()));
  }

  private static String names() {
    return String.join(", ", ALL.stream().map(Feature::name).toList());
  }
}
