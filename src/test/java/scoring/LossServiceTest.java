package scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import domain.Failure;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LossServiceTest {
  private static final LossService SERVICE =
      new LossService("http://losses:5000/", Map.of(), Optional.empty());

  /** The bodies are those that the Allora node v0.5.0 was seen to send. */
  @Test
  void asksAsTheAlloraNodeDoes() {
    assertEquals("http://losses:5000/is_never_negative", SERVICE.signAddress());
    assertEquals("{\"options\":{\"loss_method\":\"sqe\"}}", SERVICE.signRequest("sqe"));
    assertEquals("http://losses:5000/calculate", SERVICE.lossAddress());
    assertEquals(
        "{\"options\":{\"loss_method\":\"sqe\"},\"y_pred\":\"-0.002941431962792457\","
            + "\"y_true\":\"0.0105\"}",
        SERVICE.lossRequest("sqe", "0.0105", "-0.002941431962792457"));
  }

  @Test
  void optionsReplaceTheTopicsMethodAndLabelsStandBesideTheirNumbers() {
    LossService service =
        new LossService("https://losses", Map.of("method", "sqe"), Optional.of(true));
    Map<String, String> numbers = new LinkedHashMap<>();
    numbers.put("up", "0.7");
    numbers.put("down", "0.3");
    assertEquals(
        "{\"options\":{\"method\":\"sqe\"},"
            + "\"y_pred\":[{\"label\":\"up\",\"value\":\"0.7\"},{\"label\":\"down\",\"value\":\"0.3\"}],"
            + "\"y_true\":[{\"label\":\"up\",\"value\":\"1\"}]}",
        service.lossRequest("brier", Map.of("up", "1"), numbers));
  }

  @Test
  void aLossMayBeATextOrANumber() {
    assertEquals(
        new BigDecimal("0.00018067209321037867"),
        LossService.parseLoss(1, 200, "{\"loss\":\"0.00018067209321037867\"}"));
    assertEquals(new BigDecimal("-360.39"), LossService.parseLoss(1, 200, "{\"loss\":-360.39}"));
    assertTrue(LossService.parseSign(1, 200, "{\"is_never_negative\":true}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0.5",
        "{}",
        "{\"loss\":null}",
        "{\"loss\":\"NaN\"}",
        "{\"loss\":\"1e300000000\"}"
      })
  void whatIsNoLossIsNoneAndNoAnswerIsNoNo(String body) {
    assertThrows(Failure.Retry.class, () -> LossService.parseLoss(1, 200, body));
    assertThrows(Failure.Retry.class, () -> LossService.parseSign(1, 200, body));
  }

  @Test
  void neverShowsTheAddressAndTakesNoAnswerOfAnotherStatus() {
    Failure fault =
        assertThrows(Failure.Retry.class, () -> LossService.parseLoss(1, 500, "{\"loss\":\"1\"}"));
    assertEquals(
        "topic 1: the loss service answers status 500; look at the service", fault.getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () -> new LossService("ftp://losses", Map.of(), Optional.empty()));
  }

  @Test
  void aLossBelowZeroOfAMethodThatHasNoneIsRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> LossFunction.reported(new BigDecimal("-0.1"), true));
    assertEquals(new BigDecimal("-0.1"), LossFunction.reported(new BigDecimal("-0.1"), false));
    assertEquals(-30, LossFunction.reported(BigDecimal.ZERO, true).doubleValue());
  }
}
