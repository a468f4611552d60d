package base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import base.BoundedNumbers.UnusableNumberException;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BoundedNumbersTest {
  @Test
  void readsNumbersWithinTheBounds() {
    assertEquals(new BigDecimal("-1.25E-60"), BoundedNumbers.parseDecimal("-1.25e-60"));
    assertEquals(new BigDecimal(".5"), BoundedNumbers.parseDecimal(".5"));
    assertEquals(
        BigInteger.TEN.pow(60).subtract(BigInteger.ONE),
        BoundedNumbers.parseInteger("9".repeat(60)));
    assertEquals(Long.MAX_VALUE, BoundedNumbers.parseLong("9223372036854775807"));
    assertEquals(Double.MIN_VALUE, BoundedNumbers.parseDouble("4.9E-324"));
    assertEquals(Double.MAX_VALUE, BoundedNumbers.parseDouble("1.7976931348623157E308"));
  }

  @ParameterizedTest
  @CsvSource({
    "1e300000000, has an exponent beyond 60",
    "1e-61, has an exponent beyond 60",
    "1e99999999999999999999, has an exponent beyond 60",
    "NaN, is not a decimal number",
    "Infinity, is not a decimal number",
    "0x1p3, is not a decimal number",
    "1d, is not a decimal number",
    "\u0661, is not a decimal number",
    "'', is not a decimal number",
    "' 1', is not a decimal number"
  })
  void namesWhatIsWrongWithADecimal(String text, String fault) {
    assertFault("'" + text + "' " + fault, () -> BoundedNumbers.parseDecimal(text));
  }

  @Test
  void namesOverflow() {
    assertFault("'1e309' overflows a double", () -> BoundedNumbers.parseDouble("1e309"));
    assertFault(
        "'9223372036854775808' does not fit into 64 bits",
        () -> BoundedNumbers.parseLong("9223372036854775808"));
    assertFault(
        "'" + "9".repeat(40) + "...' has more than 60 digits",
        () -> BoundedNumbers.parseInteger("9".repeat(61)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.0", "1e3", "", "-", "\u0661", "1\n"})
  void takesOnlyWholeNumbersAsIntegers(String text) {
    assertThrows(UnusableNumberException.class, () -> BoundedNumbers.parseLong(text));
  }

  @Test
  void showsTheBeginningWithoutControlCharacters() {
    UnusableNumberException fault =
        assertThrows(
            UnusableNumberException.class,
            () -> BoundedNumbers.parseDecimal("1\n2" + "9".repeat(7_900_000)));
    assertTrue(fault.getMessage().startsWith("'1?299"), fault.getMessage());
    assertTrue(fault.getMessage().endsWith("...' is longer than 100 characters"));
    assertTrue(fault.getMessage().length() < 100);
  }

  private static void assertFault(String message, org.junit.jupiter.api.function.Executable call) {
    assertEquals(message, assertThrows(UnusableNumberException.class, call).getMessage());
  }
}
