package journal;

import domain.Attempt;
import java.math.BigInteger;
import java.util.Objects;

/**
 * An attempt together with what became of it.
 *
 * @param cause why it is dead or rejected, null otherwise
 */
public record Trial(Attempt attempt, Fate fate, String cause) {
  public Trial {
    Objects.requireNonNull(attempt, "attempt");
    Objects.requireNonNull(fate, "fate");
  }

  /** What a block took for it, in uallo: nothing unless it was included. */
  public BigInteger spent() {
    boolean included = fate == Fate.INCLUDED || fate == Fate.REJECTED;
    return included ? attempt.fee() : BigInteger.ZERO;
  }

  static Trial live(Attempt attempt) {
    return new Trial(attempt, Fate.LIVE, null);
  }

  Trial ended(Fate end, String because) {
    return fate == Fate.LIVE ? new Trial(attempt, end, because) : this;
  }
}
