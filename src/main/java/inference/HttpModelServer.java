package inference;

import base.BoundedNumbers;
import base.OutsideText;
import base.Sha256Hex;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import domain.Failure;
import domain.FailureReason;
import domain.TopicSpec;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The contract of model servers in this field: GET an address, read a bare number or {@code
 * {"value":"..."}}. The request itself is the route's business. No message repeats the address,
 * which may hold a secret.
 *
 * @param template address with {@code {Token}}, {@code {TopicId}} and {@code {BlockHeight}}
 * @param token what stands for {@code {Token}}, e.g. BTC; may be empty
 */
public record HttpModelServer(String template, String token) {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final Pattern PLAIN = Pattern.compile("[+-]?[0-9.,]+([eE][+-]?[0-9]+)?");

  /** With commas between thousands; any other comma might be a decimal one. */
  private static final Pattern GROUPED = Pattern.compile("[+-]?[0-9]{1,3}(,[0-9]{3})+(\\.[0-9]*)?");

  private static final int LONGEST = 64 << 10;
  private static final int SHOWN = 60;

  public HttpModelServer {
    Objects.requireNonNull(token, "token");
    String scheme = URI.create(fillTemplate(template, token, 1, 1)).getScheme();
    if (!"http".equals(scheme) && !"https".equals(scheme)) {
      throw new IllegalArgumentException("a model server's address begins with http or https");
    }
  }

  /** What stands for {@code {Token}}: the base coin in capitals, BTC of btcusd. */
  public static String baseCoin(String pair) {
    return pair.replaceFirst("usd[tc]?$", "").toUpperCase(Locale.ROOT);
  }

  /** Address to ask for one window. */
  public URI requestUri(long topic, long nonce) {
    return URI.create(fillTemplate(template, token, topic, nonce));
  }

  /** Stands in for a file's hash in the provenance; the token is not part of it. */
  public String templateHash() {
    return Sha256Hex.of(template.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads an answer: a number or {@code {"value": number}}; for a topic with labels an object with
   * a number under each output's name, or a list of {@code {"label": name, "value": number}}.
   *
   * @return one finite number for each label, or the only one
   * @throws Failure.Retry MODEL when it is anything else
   */
  public double[] parseValues(TopicSpec topic, int status, String body) {
    if (status != 200 || body == null || body.length() > LONGEST) {
      throw serverFailure(
          topic.id(), "status " + status + (status == 200 ? " without a short body" : ""));
    }
    try {
      JsonNode answer = parseAnswer(body);
      if (topic.labels().isEmpty()) {
        return new double[] {parseNumber(answer.isObject() ? answer.path("value") : answer)};
      }
      return topic.labels().stream()
          .mapToDouble(it -> parseNumber(findOutput(answer, it.output())))
          .toArray();
    } catch (JsonProcessingException | BoundedNumbers.UnusableNumberException e) {
      throw unreadable(topic, body);
    }
  }

  /**
   * Reads the answer of a forecaster, as the Allora node's {@code ForecastEndpoint} gives it:
   * losses by address, {@code {"allo1...":[-4.8]}}, each a number, a text, or a list that begins
   * with one.
   *
   * @throws Failure.Retry MODEL when it is anything else
   */
  public static Map<String, Double> parseForecast(long topic, int status, String body) {
    if (status != 200 || body.length() > LONGEST) {
      throw serverFailure(
          topic, "status " + status + (status == 200 ? " without a short body" : ""));
    }
    try {
      Map<String, Double> losses = new TreeMap<>();
      for (Map.Entry<String, JsonNode> it : JSON.readTree(body).properties()) {
        JsonNode loss = it.getValue().isArray() ? it.getValue().path(0) : it.getValue();
        losses.put(it.getKey(), parseNumber(loss));
      }
      if (!losses.isEmpty()) {
        return losses;
      }
    } catch (JsonProcessingException | BoundedNumbers.UnusableNumberException e) {
      // told below
    }
    throw serverFailure(topic, "no forecast such as {\"allo1...\":[-4.8]}: " + beginning(body));
  }

  /** A number that stands alone may be spelled as JSON does not allow it. */
  private static JsonNode parseAnswer(String body) throws JsonProcessingException {
    String text = body.strip();
    return PLAIN.matcher(text).matches() ? TextNode.valueOf(text) : JSON.readTree(body);
  }

  private static JsonNode findOutput(JsonNode answer, String name) {
    for (JsonNode part : answer.isArray() ? answer : MissingNode.getInstance()) {
      if (part.path("label").asText().equals(name)) {
        return part.path("value");
      }
    }
    return answer.path(name);
  }

  private static double parseNumber(JsonNode value) {
    String text = value.asText().strip();
    return BoundedNumbers.parseDouble(
        GROUPED.matcher(text).matches() ? text.replace(",", "") : text);
  }

  /** Without its cause: a parse error counts as a broken connection there, and is asked again. */
  private static Failure.Retry unreadable(TopicSpec topic, String body) {
    String wanted =
        topic.labels().isEmpty()
            ? "neither a number nor {\"value\":\"<number>\"}: "
            : "without a number for each label: ";
    return serverFailure(topic.id(), "an unreadable answer, " + wanted + beginning(body));
  }

  private static String beginning(String body) {
    String shown = body.length() > SHOWN ? body.substring(0, SHOWN) + "..." : body;
    return OutsideText.clean(shown);
  }

  private static Failure.Retry serverFailure(long topic, String got) {
    return new Failure.Retry(
        FailureReason.MODEL,
        "topic " + topic + ": the model server answers " + got + "; look at the server");
  }

  private static String fillTemplate(String template, String token, long topic, long nonce) {
    return template
        .replace("{Token}", URLEncoder.encode(token, StandardCharsets.UTF_8))
        .replace("{TopicId}", Long.toString(topic))
        .replace("{BlockHeight}", Long.toString(nonce));
  }
}
