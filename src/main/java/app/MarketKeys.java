package app;

import features.FeatureSet;
import market.Limits;

/** The keys that say what is asked of the market sources, and what their candles must keep. */
final class MarketKeys {
  private MarketKeys() {}

  static Limits limits(Settings settings) {
    Configuration keys = settings.configuration();
    Limits usual = Limits.DEFAULT;
    return usual
        .withMaxAge(settings.duration("market.max-age"))
        .withHistory(FeatureSet.named("default").history())
        .withBudget(keys.value("market.tiingo.per-hour", usual.budget(), MarketKeys::count))
        .withJump(keys.value("market.jump", usual.jump(), Parsers::positive))
        .withDisagreement(
            keys.value("market.disagreement", usual.disagreement(), MarketKeys::share),
            keys.value("market.on-disagreement", usual.median(), MarketKeys::outvoted));
  }

  /** Reports what is wrong. */
  static void check(Settings settings) {
    limits(settings);
    settings.duration("market.reply-within");
    settings.configuration().value("market.per-second", 1, MarketKeys::count);
  }

  private static int count(String text) {
    if (!text.matches("[1-9]\\d{0,4}")) {
      throw new IllegalArgumentException("must be a whole number from 1 to 99999");
    }
    return Integer.parseInt(text);
  }

  private static double share(String text) {
    double number = Double.parseDouble(text);
    if (!(number > 0 && number <= 0.1)) {
      throw new IllegalArgumentException("must be above 0 and at most 0.1, e.g. 0.005 for 50 bp");
    }
    return number;
  }

  private static boolean outvoted(String text) {
    if (!text.matches("median|refuse")) {
      throw new IllegalArgumentException("must be median or refuse");
    }
    return "median".equals(text);
  }
}
