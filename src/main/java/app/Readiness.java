package app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * What a running daemon says of its own health.
 *
 * @param up null where no daemon answers
 * @param why what is wrong, empty if nothing is
 */
record Readiness(Boolean up, String why) {
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /** Asks the management port that the settings name. */
  static Readiness of(Settings settings) {
    String host = settings.text("camel.management.host").replace("0.0.0.0", "127.0.0.1");
    String place = host + ":" + settings.text("camel.management.port");
    if (!Boolean.parseBoolean(settings.text("camel.management.enabled"))) {
      return new Readiness(null, "not known: camel.management.enabled is false");
    }
    try {
      URI page = URI.create("http://" + place + "/observe/health/ready");
      HttpRequest question = HttpRequest.newBuilder(page).timeout(PATIENCE).build();
      return read(HttpClient.newHttpClient().send(question, BodyHandlers.ofString()).body());
    } catch (IOException e) {
      return new Readiness(null, "no daemon answers on " + place);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Readiness(null, "interrupted");
    }
  }

  private static Readiness read(String body) throws IOException {
    JsonNode answer = new ObjectMapper().readTree(body);
    String why =
        StreamSupport.stream(answer.path("checks").spliterator(), false)
            .filter(it -> !it.path("status").asText().equals("UP"))
            .map(
                it ->
                    it.path("name").asText()
                        + ": "
                        + it.path("message").asText("down").replace("\\/", "/"))
            .collect(Collectors.joining("; "));
    return new Readiness(answer.path("status").asText().equals("UP"), why);
  }

  String words() {
    return up == null ? why : up ? "ready" : "not ready, " + why;
  }
}
