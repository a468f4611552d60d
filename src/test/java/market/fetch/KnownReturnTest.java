package market.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import domain.market.DataOrigin;
import java.util.List;
import market.fetch.MinutePriceFetch.KnownReturn;
import org.junit.jupiter.api.Test;

/** What the journal's row says of the part of the return that has already happened. */
class KnownReturnTest {
  private static final double ALLOWED = 0.0025;

  private static KnownReturn told(String source, double value) {
    return new KnownReturn(value, new DataOrigin.RealMarket(source), source + ": 1 at, 2 at");
  }

  @Test
  void aLoneSourceIsUsedAndTheRowSaysThatNobodyCheckedIt() {
    KnownReturn lone =
        KnownReturn.agreedBy(
            List.of(told("kraken", 0.5), KnownReturn.unknown("coinbase is silent")), ALLOWED);
    assertEquals("0.5 (kraken, not checked by a second source)", lone + "");
  }

  @Test
  void twoThatAgreeAreBelieved() {
    KnownReturn both =
        KnownReturn.agreedBy(List.of(told("kraken", 0.5), told("coinbase", 0.502)), ALLOWED);
    assertEquals("0.5 (kraken)", both + "");
  }

  @Test
  void twoThatDisagreeTellNothing() {
    KnownReturn none =
        KnownReturn.agreedBy(List.of(told("kraken", 0.5), told("coinbase", 0.6)), ALLOWED);
    assertFalse(none.isKnown());
    assertEquals(0, none.value());
  }
}
