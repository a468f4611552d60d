package report;

import base.BoundedBodies;
import base.ExitStatus;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import config.Settings;
import domain.Failure;
import domain.FailureReason;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * What a running daemon says of its own health.
 *
 * @param up null where no daemon responds
 * @param problem what is wrong, empty if nothing is
 */
public record HealthReport(Boolean up, String problem) {
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final int MOST_BYTES = 1 << 20;

  /**
   * Where a browser on this machine finds the daemon's page.
   *
   * @throws Failure.Stop with exit code 78 if the management port is switched off
   */
  public static String pageAddress(Settings settings) {
    if (!Boolean.parseBoolean(settings.text("camel.management.enabled"))) {
      throw new Failure.Stop(
          FailureReason.CONFIGURATION,
          ExitStatus.CONFIGURATION,
          "camel.management.enabled is false: without it there is no page");
    }
    return "http://" + managementPlace(settings) + "/";
  }

  private static String managementPlace(Settings settings) {
    String host = settings.text("camel.management.host").replace("0.0.0.0", "127.0.0.1");
    return host + ":" + settings.text("camel.management.port");
  }

  /** Asks the management port that the settings name. */
  public static HealthReport query(Settings settings) {
    String place = managementPlace(settings);
    if (!Boolean.parseBoolean(settings.text("camel.management.enabled"))) {
      return new HealthReport(null, "not known: camel.management.enabled is false");
    }
    try {
      URI page = URI.create("http://" + place + "/observe/health/ready");
      HttpRequest question = HttpRequest.newBuilder(page).build();
      return parse(
          BoundedBodies.send(HttpClient.newHttpClient(), question, MOST_BYTES, PATIENCE).body());
    } catch (IOException e) {
      return new HealthReport(null, "no daemon answers on " + place);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new HealthReport(null, "interrupted");
    }
  }

  private static HealthReport parse(String body) throws IOException {
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
    return new HealthReport(answer.path("status").asText().equals("UP"), why);
  }

  public String toText() {
    return up == null ? problem : up ? "ready" : "not ready, " + problem;
  }
}
