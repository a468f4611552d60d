package domain;

import java.util.Objects;

/** A claim together with the signed transaction that carries it. */
public record Submission(Claim claim, Attempt attempt) {
  public Submission {
    Objects.requireNonNull(claim, "claim");
    Objects.requireNonNull(attempt, "attempt");
  }
}
