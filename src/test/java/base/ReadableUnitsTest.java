package base;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReadableUnitsTest {
  @Test
  void durationsHaveTheirTwoLargestUnits() {
    assertEquals("40 s", ReadableUnits.duration(Duration.ofSeconds(40)));
    assertEquals("1 min 5 s", ReadableUnits.duration(Duration.ofSeconds(65)));
    assertEquals("1 h", ReadableUnits.duration(Duration.ofHours(1)));
    assertEquals("2 d 3 h", ReadableUnits.duration(Duration.ofHours(51)));
    assertEquals("270 d", ReadableUnits.duration(Duration.ofMinutes(390_063)));
    assertEquals("0 s", ReadableUnits.duration(Duration.ofSeconds(-5)));
  }

  @Test
  void amountsStandInAlloBesideUallo() {
    assertEquals(
        "1.25 ALLO (1250000000000000000 uallo)",
        ReadableUnits.amount(new BigInteger("1250000000000000000")));
    assertEquals("2.50e-12 ALLO (2500000 uallo)", ReadableUnits.amount(new BigInteger("2500000")));
    assertEquals("0 ALLO (0 uallo)", ReadableUnits.amount(BigInteger.ZERO));
    assertEquals(
        "1000 ALLO (1000000000000000000000 uallo)", ReadableUnits.amount(BigInteger.TEN.pow(21)));
  }
}
