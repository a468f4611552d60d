package market.quality;

import domain.market.Candle;
import java.util.Optional;

/** Another view of the same market. */
interface CrossCheck {
  /** Whether it knows this bar with nearly the same close. */
  boolean confirms(Candle bar);

  /** What it does not agree with, in a sentence. */
  default Optional<String> dispute() {
    return Optional.empty();
  }
}
