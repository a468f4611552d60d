package domain;

import java.time.Instant;
import java.util.Objects;

/**
 * How a prediction fared once the ground truth was known.
 *
 * @param truth realised target in the topic's own unit
 * @param error prediction minus truth
 * @param naiveError error that "no change" would have made
 * @param at when it was scored
 */
public record Score(WindowKey key, double truth, double error, double naiveError, Instant at) {
  public Score {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(at, "at");
  }
}
