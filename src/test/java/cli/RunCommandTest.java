package cli;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The daemon as its host sees it: a process with signals, ports, exit codes and output. */
@Tag("process")
class RunCommandTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final Pattern METER = Pattern.compile("\\b(camel|jvm|process)_[a-z_]+");

  @TempDir Path dir;

  @Test
  void answersIsWatchedAndStopsCleanlyOnSigterm() throws Exception {
    try (DaemonProcess daemon = new DaemonProcess(dir)) {
      await().atMost(PATIENCE).until(() -> daemon.output().contains("accepted at height"));
      await().atMost(PATIENCE).until(() -> daemon.output().contains("management http"));
      assertTrue(daemon.output().contains("next window in"), daemon.output());
      watched(daemon);
      managed(daemon);
      daemon.signal("HUP");
      await().atMost(PATIENCE).until(() -> daemon.output().contains("console shows INFO"));
      assertTrue(daemon.alive());
      daemon.signal("TERM");
      assertEquals(143, daemon.exitCode(), daemon.output());
      assertTrue(daemon.output().contains("still open"), daemon.output());
    }
  }

  private static void watched(DaemonProcess daemon) throws Exception {
    // the server is there a moment before its pages
    await().atMost(PATIENCE).until(() -> daemon.get("/observe/health/live").status() == 200);
    DaemonProcess.Answer ready = daemon.get("/observe/health/ready");
    assertEquals(200, ready.status());
    assertTrue(ready.body().contains("\"epochs\""), ready.body());
    assertTrue(ready.body().contains("role: holder"), ready.body());
    assertTrue(daemon.get("/observe/info").body().contains("dromedary"));
    await()
        .atMost(PATIENCE)
        .until(() -> daemon.get("/observe/metrics").body().contains("dromedary_runway_epochs"));
    String metrics = daemon.get("/observe/metrics").body();
    assertTrue(
        metrics.contains(
            "dromedary_epochs_total{outcome=\"accepted\",role=\"worker\",topic=\"67\"} 1.0"));
    assertTrue(
        metrics.contains("dromedary_mark_seconds_count{role=\"worker\",topic=\"67\"} 1"), metrics);
    assertTrue(metrics.contains("dromedary_endpoint_up{"), metrics);
    assertTrue(metrics.contains("allora_worker_chain_submission_count{"), metrics);
    for (String page : List.of("deploy/grafana.json", "deploy/alerts.yaml")) {
      assertEquals(Set.of(), unknown(Files.readString(Path.of(page)), metrics), page);
    }
  }

  /** Meters of Camel and the JVM that the page names and the daemon does not have. */
  private static Set<String> unknown(String page, String metrics) {
    return METER
        .matcher(page)
        .results()
        .map(MatchResult::group)
        .filter(it -> !metrics.contains("\n" + it + "{") && !metrics.contains("\n" + it + " "))
        .collect(Collectors.toSet());
  }

  private static void managed(DaemonProcess daemon) throws Exception {
    try (var client = daemon.jmx()) {
      MBeanServerConnection server = client.getMBeanServerConnection();
      ObjectName route =
          new ObjectName("org.apache.camel:context=dromedary,type=routes,name=\"prediction-67\"");
      assertTrue((Long) server.getAttribute(route, "ExchangesCompleted") > 0);
      ObjectName control = new ObjectName("dromedary:type=Daemon");
      server.setAttribute(control, new javax.management.Attribute("LogLevel", "DEBUG"));
      assertEquals("DEBUG", server.getAttribute(control, "LogLevel"));
      assertTrue(((String) server.getAttribute(control, "Heartbeat")).contains("funded for"));
    }
  }

  @Test
  void aRunBeganBeforeItEndedThoughNoNodeToldTheTimeAtFirst() {
    Instant end = Instant.parse("2026-03-02T12:00:00Z");
    Instant host = Instant.parse("2026-11-27T22:00:00Z");
    Duration ran = Duration.ofHours(2);
    assertEquals(end.minus(ran), RunCommand.startInstant(host, ran, end));
    assertEquals(end.minusSeconds(60), RunCommand.startInstant(end.minusSeconds(60), ran, end));
  }

  @Test
  void aBusyManagementPortEndsTheStartWithExit1() throws Exception {
    try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        DaemonProcess daemon =
            new DaemonProcess(dir, "--set", "camel.management.port=" + busy.getLocalPort())) {
      assertEquals(1, daemon.exitCode(), daemon.output());
      assertTrue(daemon.output().contains("set camel.management.port"), daemon.output());
    }
  }

  @Test
  void aDryRunMakesAValueAndSendsNothing() throws Exception {
    try (DaemonProcess daemon = new DaemonProcess(dir, "--dry-run")) {
      await().atMost(PATIENCE).until(() -> daemon.output().contains("dry run: topic 67 window "));
      daemon.signal("INT");
      assertEquals(130, daemon.exitCode(), daemon.output());
      assertEquals(0, daemon.stored());
    }
  }
}
