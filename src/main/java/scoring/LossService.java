package scoring;

import base.BoundedNumbers;
import base.OutsideText;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import domain.Failure;
import domain.FailureReason;
import java.math.BigDecimal;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The contract of loss services in this field, the Allora node's {@code LossFunctionService}: POST
 * {@code /is_never_negative} and {@code /calculate}, with numbers as texts. The requests themselves
 * are the route's business. No message repeats the address, which may hold a secret.
 *
 * @param url to which both names are appended
 * @param options that go along; none: the topic's method as {@code loss_method}
 * @param neverNegative whether losses are logarithms; empty: the service is asked
 */
public record LossService(
    String url, Map<String, String> options, Optional<Boolean> neverNegative) {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final int LONGEST = 64 << 10;
  private static final int SHOWN = 60;

  public LossService {
    url = url.replaceFirst("/+$", "");
    options = Map.copyOf(options);
    String scheme = URI.create(url).getScheme();
    if (!"http".equals(scheme) && !"https".equals(scheme)) {
      throw new IllegalArgumentException("a loss service's address begins with http or https");
    }
  }

  public String signAddress() {
    return url + "/is_never_negative";
  }

  public String lossAddress() {
    return url + "/calculate";
  }

  public String signRequest(String method) {
    return withOptions(method).toString();
  }

  public String lossRequest(String method, String truth, String prediction) {
    return withOptions(method).put("y_pred", prediction).put("y_true", truth).toString();
  }

  /** The same for a topic with labels. */
  public String lossRequest(
      String method, Map<String, String> truth, Map<String, String> prediction) {
    ObjectNode request = withOptions(method);
    request.set("y_pred", labelled(prediction));
    request.set("y_true", labelled(truth));
    return request.toString();
  }

  private ObjectNode withOptions(String method) {
    ObjectNode request = JsonNodeFactory.instance.objectNode();
    ObjectNode sent = request.putObject("options");
    new TreeMap<>(options.isEmpty() ? Map.of("loss_method", method) : options).forEach(sent::put);
    return request;
  }

  private static ArrayNode labelled(Map<String, String> numbers) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    numbers.forEach((label, it) -> list.addObject().put("label", label).put("value", it));
    return list;
  }

  /**
   * @throws Failure.Retry if it says neither yes nor no
   */
  public static boolean parseSign(long topic, int status, String body) {
    JsonNode answer = parse(topic, status, body).path("is_never_negative");
    if (!answer.isBoolean()) {
      throw unreadable(topic, "without is_never_negative: true or false", body);
    }
    return answer.booleanValue();
  }

  /**
   * @return a finite number, written as a text or not
   * @throws Failure.Retry if there is none
   */
  public static BigDecimal parseLoss(long topic, int status, String body) {
    JsonNode loss = parse(topic, status, body).path("loss");
    try {
      return BoundedNumbers.parseDecimal(loss.asText().strip());
    } catch (BoundedNumbers.UnusableNumberException e) {
      throw unreadable(topic, "without a number as loss", body);
    }
  }

  private static JsonNode parse(long topic, int status, String body) {
    if (status != 200 || body.length() > LONGEST) {
      throw fault(topic, "status " + status + (status == 200 ? " without a short body" : ""));
    }
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw unreadable(topic, "that is not JSON", body);
    }
  }

  private static Failure.Retry unreadable(long topic, String what, String body) {
    String shown = body.length() > SHOWN ? body.substring(0, SHOWN) + "..." : body;
    return fault(topic, "an answer " + what + ": " + OutsideText.clean(shown));
  }

  private static Failure.Retry fault(long topic, String got) {
    return new Failure.Retry(
        FailureReason.MODEL,
        "topic " + topic + ": the loss service answers " + got + "; look at the service");
  }
}
