package report;

import base.BoundedBodies;
import base.ExitStatus;
import base.OutsideText;
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
 * Health of a running daemon, as it reports it.
 *
 * @param up null if no daemon replies
 * @param problem what is unhealthy, empty if nothing is
 */
public record HealthReport(Boolean up, String problem) {
  private static final Duration TIMEOUT = Duration.ofSeconds(3);
  private static final int MAX_BYTES = 1 << 20;

  /**
   * Address of the daemon's page for a browser on this machine.
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

  /** Queries the management port of the settings. */
  public static HealthReport query(Settings settings) {
    String place = managementPlace(settings);
    if (!Boolean.parseBoolean(settings.text("camel.management.enabled"))) {
      return new HealthReport(null, "not known: camel.management.enabled is false");
    }
    try {
      URI page = URI.create("http://" + place + "/observe/health/ready");
      HttpRequest request = HttpRequest.newBuilder(page).build();
      return parse(
          BoundedBodies.send(HttpClient.newHttpClient(), request, MAX_BYTES, TIMEOUT).body());
    } catch (IOException e) {
      return new HealthReport(null, "no daemon replies on " + place);
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
    return new HealthReport(
        answer.path("status").asText().equals("UP"), OutsideText.cleanMessage(why));
  }

  public String toText() {
    return up == null ? problem : up ? "ready" : "not ready, " + problem;
  }
}
