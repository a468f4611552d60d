package inference;

import java.time.Instant;

/**
 * How often running a value came out. Asking twice about the same data does not count: only data
 * that moved while the value did not is suspicious.
 */
record Streak(double value, Instant asOf, int length) {
  static Streak of(double value, Instant asOf) {
    return new Streak(value, asOf, 1);
  }

  Streak then(Streak next) {
    if (next.value != value) {
      return next;
    }
    return next.asOf.isAfter(asOf) ? new Streak(value, next.asOf, length + 1) : this;
  }
}
