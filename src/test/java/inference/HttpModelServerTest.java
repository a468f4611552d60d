package inference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import domain.Failure;
import domain.FailureReason;
import domain.TopicSpec;
import domain.TopicSpec.Label;
import domain.TopicSpec.PredictionTarget;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpModelServerTest {
  private static final HttpModelServer MODEL =
      new HttpModelServer(
          "http://host:8000/inference/{Token}?t={TopicId}&h={BlockHeight}", "BTC/X");

  private static final TopicSpec TOPIC = topic(List.of());

  private static TopicSpec topic(List<TopicSpec.Label> labels) {
    return new TopicSpec(67, PredictionTarget.LOG_RETURN, "btcusd", Duration.ofHours(168), labels);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"p_up\":\"0.3\",\"p_down\":0.7,\"more\":[]}",
        "[{\"label\":\"p_down\",\"value\":0.7},{\"label\":\"p_up\",\"value\":\"0.3\"}]"
      })
  void readsANumberForEachLabel(String body) {
    TopicSpec topic = topic(List.of(new Label("up", "p_up"), new Label("down", "p_down")));
    assertArrayEquals(new double[] {0.3, 0.7}, MODEL.parseValues(topic, 200, body));
    assertThrows(Failure.Retry.class, () -> MODEL.parseValues(topic, 200, "{\"p_up\":0.3}"));
    assertThrows(Failure.Retry.class, () -> MODEL.parseValues(topic, 200, "0.3"));
  }

  @Test
  void fillsTheTemplate() {
    assertEquals(
        "http://host:8000/inference/BTC%2FX?t=67&h=6064180",
        MODEL.requestUri(67, 6064180).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"value\":\"-0.0125\"}",
        "{\"value\": -1.25e-2, \"more\":[]}",
        "-0.0125\n",
        "\"-0.0125\""
      })
  void readsTextAndNumbers(String body) {
    assertEquals(-0.0125, MODEL.parseValues(TOPIC, 200, body)[0]);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0.01 0.02",
        "[0.01]",
        "{\"value\":NaN}",
        "{\"value\":1e300000000}",
        "<html>",
        "{}",
        "{\"value\":\"NaN\"}",
        "{\"value\":\"Infinity\"}",
        "{\"value\":\"1e999\"}",
        "{\"value\":\"1e300000000\"}",
        "{\"value\":\"1e-300000000\"}",
        "{\"value\":\"0.\u0661\"}",
        "{\"value\":null}",
        "{\"value\":{}}",
        "{\"value\":\"0x1p3\"}",
        "{\"value\":\"up\"}"
      })
  void refusesAnythingElse(String body) {
    assertRefused(200, body);
  }

  @Test
  void showsTheBeginningOfWhatItCannotReadAndNothingThatIsAskedAgain() {
    Failure.Retry refusal =
        assertThrows(
            Failure.Retry.class,
            () -> MODEL.parseValues(TOPIC, 200, "{\"value\": NaN}\n" + "x".repeat(99)));
    assertTrue(
        refusal.getMessage().contains("unreadable answer")
            && refusal.getMessage().contains("{\"value\": NaN}?x"),
        refusal.getMessage());
    assertTrue(refusal.getMessage().length() < 250 && refusal.getCause() == null);
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 301, 404, 429, 500})
  void refusesOtherStatusCodes(int status) {
    assertRefused(status, "{\"value\":\"1\"}");
  }

  @Test
  void readsNumbersAsTruthServersSpellThem() {
    assertEquals(1234.5, MODEL.parseValues(TOPIC, 200, " \"1,234.5\"\n")[0]);
    assertEquals(61000, MODEL.parseValues(TOPIC, 200, "61,000")[0]);
    assertEquals(0.5, MODEL.parseValues(TOPIC, 200, "+.5")[0]);
    assertRefused(200, "1,5");
    assertRefused(200, "1.234.5");
  }

  @Test
  void readsForecastsAsTheAlloraNodeTakesThem() {
    assertEquals(
        Map.of("allo1a", -4.8, "allo1b", -5.1, "allo1c", -6.0),
        HttpModelServer.parseForecast(
            67, 200, "{\"allo1a\":[-4.8,-9],\"allo1b\":\"-5.1\",\"allo1c\":-6}"));
    for (String body : List.of("", "{}", "[]", "-4.8", "{\"allo1a\":[]}", "{\"allo1a\":\"NaN\"}")) {
      assertThrows(Failure.Retry.class, () -> HttpModelServer.parseForecast(67, 200, body), body);
    }
    assertThrows(
        Failure.Retry.class, () -> HttpModelServer.parseForecast(67, 404, "{\"allo1a\":1}"));
  }

  @Test
  void refusesAddressesThatAreNotHttp() {
    assertThrows(
        IllegalArgumentException.class, () -> new HttpModelServer("file:///etc/{Token}", "BTC"));
  }

  private static void assertRefused(int status, String body) {
    Failure.Retry refusal =
        assertThrows(Failure.Retry.class, () -> MODEL.parseValues(TOPIC, status, body));
    assertEquals(FailureReason.MODEL, refusal.reason());
    assertFalse(refusal.getMessage().contains("host"), refusal.getMessage());
  }
}
