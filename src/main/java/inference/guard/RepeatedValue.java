package inference.guard;

import java.time.Instant;

/**
 * How often running a value came out. Asking twice about the same data does not count: only data
 * that moved while the value did not is suspicious.
 */
record RepeatedValue(double value, Instant asOf, int length) {
  static RepeatedValue of(double value, Instant asOf) {
    return new RepeatedValue(value, asOf, 1);
  }

  RepeatedValue followedBy(RepeatedValue next) {
    if (next.value != value) {
      return next;
    }
    return next.asOf.isAfter(asOf) ? new RepeatedValue(value, next.asOf, length + 1) : this;
  }
}
