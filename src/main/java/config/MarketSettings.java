package config;

import base.BoundedNumbers;
import features.FeatureSet;
import market.quality.CandleLimits;

/** The keys that say what is asked of the market sources, and what their candles must keep. */
public final class MarketSettings {
  private MarketSettings() {}

  public static CandleLimits candleLimits(Settings settings) {
    Configuration keys = settings.configuration();
    CandleLimits usual = CandleLimits.DEFAULT;
    return usual
        .withMaxAge(settings.duration("market.max-age"))
        .withHistoryBars(FeatureSet.forSetName("default").usefulBars())
        .withRequestsPerHour(
            keys.value(
                "market.tiingo.per-hour", usual.requestsPerHour(), MarketSettings::parseCount))
        .withJump(keys.value("market.jump", usual.jumpDeviations(), ValueParsers::parsePositive))
        .withDisagreement(
            keys.value("market.disagreement", usual.disagreement(), MarketSettings::parseShare),
            keys.value(
                "market.on-disagreement", usual.outvoteByMedian(), MarketSettings::parseUseMedian));
  }

  /** Reports what is wrong. */
  static void validate(Settings settings) {
    candleLimits(settings);
    settings.duration("market.reply-within");
    settings.configuration().value("market.per-second", 1, MarketSettings::parseCount);
  }

  private static int parseCount(String text) {
    if (!text.matches("[1-9]\\d{0,4}")) {
      throw new IllegalArgumentException("must be a whole number from 1 to 99999");
    }
    return Integer.parseInt(text);
  }

  private static double parseShare(String text) {
    double number = BoundedNumbers.parseDouble(text);
    if (!(number > 0 && number <= 0.1)) {
      throw new IllegalArgumentException("must be above 0 and at most 0.1, e.g. 0.005 for 50 bp");
    }
    return number;
  }

  private static boolean parseUseMedian(String text) {
    if (!text.matches("median|refuse")) {
      throw new IllegalArgumentException("must be median or refuse");
    }
    return "median".equals(text);
  }
}
