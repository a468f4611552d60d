package cli.model;

import domain.TopicSpec;
import features.FeatureNamesFile;
import features.FeatureSet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import market.quality.CandleLimits;
import picocli.CommandLine.Option;

/** The features that a model is trained on. */
final class TrainingFeatures {
  private static final List<String> HOURLY =
      List.of("mom_168h", "mom_336h", "mom_672h", "trend_480h", "trend_1200h", "sigma_168h");
  private static final String MINUTES = "minutes";

  @Option(
      names = "--features",
      paramLabel = "NAME",
      split = ",",
      description =
          "names in order, the sets default, predecessor or minutes, or a features file (the set"
              + " default without known_return; minutes for a horizon below an hour)")
  private List<String> names = List.of();

  /**
   * The features, for candles of the length that the horizon asks for.
   *
   * @throws IllegalArgumentException where one is unknown, or the daemon reads too few candles
   */
  FeatureSet forHorizon(Duration horizon) {
    FeatureSet set = namedSet(TopicSpec.candleStep(horizon).equals(TopicSpec.HOUR));
    requireKept(set, horizon);
    return set;
  }

  /**
   * Of hours the daemon reads as many as any feature may look back on.
   *
   * @throws IllegalArgumentException where the daemon reads too few candles of a minute
   */
  static void requireKept(FeatureSet set, Duration horizon) {
    Duration step = TopicSpec.candleStep(horizon);
    int needed = set.minBars(step);
    int kept = CandleLimits.DEFAULT.atStep(step).historyBars();
    if (needed > kept && !step.equals(TopicSpec.HOUR)) {
      throw new IllegalArgumentException(
          "the features need %d candles of %d min, and the daemon reads %d; the set %s needs %d"
              .formatted(
                  needed,
                  step.toMinutes(),
                  kept,
                  MINUTES,
                  FeatureSet.forSetName(MINUTES).minBars(Duration.ofMinutes(1))));
    }
  }

  private FeatureSet namedSet(boolean hourly) {
    if (names.isEmpty()) {
      return hourly ? FeatureSet.of(HOURLY) : FeatureSet.forSetName(MINUTES);
    }
    if (names.size() == 1 && Files.isRegularFile(Path.of(names.get(0)))) {
      return FeatureSet.of(FeatureNamesFile.readNames(Path.of(names.get(0))));
    }
    return names.size() == 1 && !names.get(0).contains("_")
        ? FeatureSet.forSetName(names.get(0))
        : FeatureSet.of(names);
  }
}
