package lab.backtest;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Warns of results that are too good: over a long test they are most likely leaks. */
public final class LeakageCheck {
  private static final double SKILL = 0.05;
  private static final double DIRECTION = 0.60;
  private static final double INDEPENDENT = 10;

  private LeakageCheck() {}

  /** One sentence per finding; empty if there is none. */
  public static List<String> findWarnings(Backtest backtest) {
    List<String> findings = new ArrayList<>();
    // a block of the bootstrap covers two horizons at least: half of one counts as independent
    double independent = 2.0 * backtest.trial().scoredCount() / backtest.blockLength();
    if (independent < INDEPENDENT) {
      findings.add(
          String.format(
              Locale.US,
              "TOO SHORT: the origins hold %.1f independent targets; no figure means anything.",
              independent));
    }
    for (Backtest.ModelResult entry : backtest.results()) {
      findings.addAll(entry.warnings());
      checkScorecard(entry.scorecard(), findings);
    }
    return findings;
  }

  private static void checkScorecard(Scorecard card, List<String> findings) {
    if (card.skill().value() > SKILL) {
      findings.add(sentence(card, "explains %.1f %% of the variance", card.skill().value(), "5 %"));
    }
    if (card.direction().value() > DIRECTION) {
      findings.add(
          sentence(card, "is right %.1f %% of the time", card.direction().value(), "60 %"));
    }
  }

  private static String sentence(Scorecard card, String what, double share, String limit) {
    return String.format(
        Locale.US,
        "LEAK? '%s' "
            + what
            + ", more than %s: look for training rows inside the test, a random split, or bars"
            + " after the origin.",
        card.name(),
        100 * share,
        limit);
  }
}
