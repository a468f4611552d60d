package chain.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import domain.Failure;
import domain.FailureReason;
import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import wallet.WalletTestVectors;

class CanonicalDecimalsTest {
  static Stream<JsonNode> pairs() {
    return Stream.concat(
        WalletTestVectors.all("/decimal/published"), WalletTestVectors.all("/decimal/computed"));
  }

  static Stream<JsonNode> refusals() {
    return Stream.concat(
        WalletTestVectors.all("/decimal/client_must_refuse_text"),
        WalletTestVectors.all("/decimal/chain_refuses_non_finite"));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void writesPublishedPairsAsTheChainDoes(JsonNode pair) {
    BigDecimal number = CanonicalDecimals.parse(pair.get(0).asText());
    String expected = number.signum() == 0 ? "0" : pair.get(1).asText();
    assertEquals(expected, CanonicalDecimals.format(number));
  }

  @Test
  void takesExactlyThePublishedNumbersWithinTheBound() {
    WalletTestVectors.one("/decimal/within_bound_1e40")
        .properties()
        .forEach(it -> assertBound(it.getKey(), it.getValue().asBoolean()));
  }

  private static void assertBound(String text, boolean within) {
    if (within) {
      assertEquals(
          CanonicalDecimals.format(CanonicalDecimals.parse(text)),
          CanonicalDecimals.toCanonical(text));
    } else {
      refused(text);
    }
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void refusesTextThatIsNoNumber(JsonNode text) {
    refused(text.asText());
  }

  @ParameterizedTest
  @ValueSource(strings = {".5", "1.", "\u0661", "1e99999", "1E+99999999999", "1\n"})
  void refusesWhatOnlyJavaWouldRead(String text) {
    refused(text);
  }

  @Test
  void refusesMoreThanThirtyFourDigits() {
    String digits = "0.1234567890123456789012345678901234";
    assertEquals(digits, CanonicalDecimals.toCanonical(digits));
    refused(digits + "5");
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1.1e40, -1e300})
  void refusesDoublesTheChainCannotTake(double value) {
    Failure.Retry e = assertThrows(Failure.Retry.class, () -> CanonicalDecimals.toCanonical(value));
    assertEquals(FailureReason.GUARD, e.reason());
  }

  @Test
  void roundsNoiseToZero() {
    for (double noise : List.of(0.0, -0.0, Double.MIN_VALUE, -1e-300, 9.9e-41)) {
      assertEquals("0", CanonicalDecimals.toCanonical(noise));
    }
    assertEquals("1E-40", CanonicalDecimals.toCanonical(1e-40).replace(".0", ""));
  }

  /** The rule of the published pairs, written out a second time from digits and exponent. */
  @Test
  void followsThePublishedRuleForAnyDouble() {
    Random random = new Random(67);
    int written = 0;
    for (int i = 0; i < 20_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      double scaled = (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(78) - 39);
      written += follows(scaled);
      if (Math.abs(value) >= 1e-40 && Math.abs(value) <= 1e40) {
        written += follows(value);
      }
    }
    assertTrue(written > 20_000, "only " + written);
  }

  private static int follows(double value) {
    String text = CanonicalDecimals.toCanonical(value);
    if (value != 0 && Math.abs(value) >= 1e-40) {
      assertEquals(byRule(new BigDecimal(Double.toString(value))), text);
      assertEquals(value, Double.parseDouble(text));
    }
    assertEquals(text, CanonicalDecimals.toCanonical(text));
    return 1;
  }

  private static String byRule(BigDecimal number) {
    String digits = number.unscaledValue().abs().toString();
    int exponent = -number.scale();
    int adjusted = exponent + digits.length() - 1;
    String sign = number.signum() < 0 ? "-" : "";
    if (exponent <= 0 && adjusted >= -6) {
      return sign + plain(digits, -exponent);
    }
    String rest = digits.length() > 1 ? "." + digits.substring(1) : "";
    return sign + digits.charAt(0) + rest + "E" + (adjusted < 0 ? "" : "+") + adjusted;
  }

  private static String plain(String digits, int places) {
    String padded = "0".repeat(Math.max(0, places + 1 - digits.length())) + digits;
    int point = padded.length() - places;
    return places == 0 ? padded : padded.substring(0, point) + "." + padded.substring(point);
  }

  private static void refused(String text) {
    assertThrows(Failure.Retry.class, () -> CanonicalDecimals.toCanonical(text));
  }
}
