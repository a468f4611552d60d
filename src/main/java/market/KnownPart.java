package market;

import domain.Origin;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What of the return has already happened when we answer: the logarithm of the price now over the
 * price at the epoch's base time, both from one source. 0 where it cannot be known, with the note.
 *
 * @param origin who served both prices, null where nothing is known
 */
public record KnownPart(double value, Origin origin, String note) {

  /** Nothing known, and why. */
  public static KnownPart none(String why) {
    return new KnownPart(0, null, why);
  }

  /** For the record: the value, and who served it or why it is 0. */
  @Override
  public String toString() {
    return value + " (" + (known() ? origin.source() : note) + ")";
  }

  public boolean known() {
    return origin != null;
  }

  /** The same, unless one of the two is simulated and the other is not. */
  public KnownPart beside(Origin candles) {
    return known() && origin.getClass() != candles.getClass()
        ? none("minute prices of " + origin + " do not go with candles of " + candles)
        : this;
  }

  /** One answer from what the sources say; nothing when they are further apart than allowed. */
  static KnownPart agreed(List<KnownPart> parts, double allowed) {
    var known = parts.stream().filter(KnownPart::known).toList();
    if (known.isEmpty()) {
      return none(parts.stream().map(KnownPart::note).collect(Collectors.joining("; ")));
    }
    var spread = known.stream().mapToDouble(KnownPart::value).summaryStatistics();
    if (spread.getMax() - spread.getMin() > allowed) {
      return none("minute prices disagree: " + known);
    }
    return known.get(0);
  }
}
