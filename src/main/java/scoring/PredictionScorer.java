package scoring;

import domain.Claim;
import domain.Score;
import domain.TopicSpec;
import domain.market.CandleSeries;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalDouble;

/** Compares an accepted claim with what happened, beside what "no change" would have scored. */
public final class PredictionScorer {
  private final InstantSource clock;

  public PredictionScorer(InstantSource clock) {
    this.clock = clock;
  }

  /** The score, or empty while the candles do not reach the end of the horizon. */
  public Optional<Score> score(Claim claim, TopicSpec topic, CandleSeries candles) {
    GroundTruth truths = new GroundTruth(topic, candles);
    Instant base = claim.window().openedAt();
    OptionalDouble truth = truths.targetAt(base);
    OptionalDouble naive = truths.naiveTargetAt(base);
    if (truth.isEmpty() || naive.isEmpty()) {
      return Optional.empty();
    }
    double error = Double.parseDouble(claim.value()) - truth.getAsDouble();
    double naiveError = naive.getAsDouble() - truth.getAsDouble();
    return Optional.of(
        new Score(claim.key(), truth.getAsDouble(), error, naiveError, clock.instant()));
  }
}
