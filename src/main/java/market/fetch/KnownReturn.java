package market.fetch;

import domain.market.DataOrigin;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What of the return has already happened when we answer: the logarithm of the price now over the
 * price at the epoch's base time, both from one source. 0 where it cannot be known, with the note.
 *
 * @param origin who served both prices, null where nothing is known
 */
public record KnownReturn(double value, DataOrigin origin, String note) {

  /** Nothing known, and why. */
  public static KnownReturn unknown(String why) {
    return new KnownReturn(0, null, why);
  }

  /** For the record: the value, and who served it or why it is 0. */
  @Override
  public String toString() {
    return value + " (" + (isKnown() ? origin.source() : note) + ")";
  }

  public boolean isKnown() {
    return origin != null;
  }

  /** The same, unless one of the two is simulated and the other is not. */
  public KnownReturn ifCompatibleWith(DataOrigin candles) {
    return isKnown() && origin.getClass() != candles.getClass()
        ? unknown("minute prices of " + origin + " do not go with candles of " + candles)
        : this;
  }

  /** One answer from what the sources say; nothing when they are further apart than allowed. */
  public static KnownReturn agreedBy(List<KnownReturn> parts, double allowed) {
    var known = parts.stream().filter(KnownReturn::isKnown).toList();
    if (known.isEmpty()) {
      return unknown(parts.stream().map(KnownReturn::note).collect(Collectors.joining("; ")));
    }
    var spread = known.stream().mapToDouble(KnownReturn::value).summaryStatistics();
    if (spread.getMax() - spread.getMin() > allowed) {
      return unknown("minute prices disagree: " + known);
    }
    return known.get(0);
  }
}
