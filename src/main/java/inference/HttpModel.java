package inference;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import domain.Failure;
import domain.Reason;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * The contract of model servers in this field: GET an address, read {@code {"value":"..."}}. The
 * request itself is the route's business. No message repeats the address, which may hold a secret.
 *
 * @param template address with {@code {Token}}, {@code {TopicId}} and {@code {BlockHeight}}
 * @param token what stands for {@code {Token}}, e.g. BTC; may be empty
 */
public record HttpModel(String template, String token) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST = 64 << 10;

  public HttpModel {
    Objects.requireNonNull(token, "token");
    String scheme = URI.create(filled(template, token, 1, 1)).getScheme();
    if (!"http".equals(scheme) && !"https".equals(scheme)) {
      throw new IllegalArgumentException("a model server's address begins with http or https");
    }
  }

  /** Address to ask for one window. */
  public URI address(long topic, long nonce) {
    return URI.create(filled(template, token, topic, nonce));
  }

  /** Stands in for a file's hash in the provenance; the token is not part of it. */
  public String identity() {
    return Sha256.of(template.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads an answer.
   *
   * @return the value, finite
   * @throws Failure.Wait MODEL when it is anything else
   */
  public double value(long topic, int status, String body) {
    if (status != 200 || body == null || body.length() > LONGEST) {
      throw bad(topic, "status " + status + (status == 200 ? " without a short body" : ""), null);
    }
    try {
      JsonNode value = JSON.readTree(body).path("value");
      return finite(topic, new BigDecimal(value.asText().strip()).doubleValue());
    } catch (JsonProcessingException | NumberFormatException e) {
      throw bad(topic, "no {\"value\":\"<number>\"}", e);
    }
  }

  private static double finite(long topic, double value) {
    if (!Double.isFinite(value)) {
      throw bad(topic, "a number beyond all bounds", null);
    }
    return value;
  }

  private static Failure.Wait bad(long topic, String got, Throwable cause) {
    return new Failure.Wait(
        Reason.MODEL,
        "topic " + topic + ": the model server answers " + got + "; look at the server",
        cause);
  }

  private static String filled(String template, String token, long topic, long nonce) {
    return template
        .replace("{Token}", URLEncoder.encode(token, StandardCharsets.UTF_8))
        .replace("{TopicId}", Long.toString(topic))
        .replace("{BlockHeight}", Long.toString(nonce));
  }
}
