package ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import domain.Role;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The board, the rules and the page about the meters, against the meters that there are; {@code
 * RunCommandTest} looks Camel's up in a real scrape. Prometheus' own tool judges the expressions.
 */
class BoardAndRulesTest {
  private static final Path BOARD = Path.of("deploy/grafana.json");
  private static final Pattern OWN = Pattern.compile("\\b(dromedary_[a-z_]+|allora_[a-z_]+_count)");
  private static final List<String> WORKER_EVENTS =
      List.of(
          "inference_request",
          "forecast_request",
          "data_build",
          "chain_submission",
          "process_finished");
  private static final List<String> REPUTER_EVENTS =
      List.of("truth_request", "data_build", "chain_submission", "process_finished");

  @TempDir Path dir;

  /** Every meter of this program, each used once. */
  private static String scrapeAll() {
    try (WorkerMetrics meters = new WorkerMetrics()) {
      Set<String> counted = Set.of("endpoint.calls", "endpoint.bytes");
      WorkerMetrics.WORDS.keySet().stream()
          .filter(it -> !counted.contains(it))
          .forEach(it -> meters.setGauge(it, 1));
      counted.forEach(it -> meters.watchCount(it, "endpoint", "a", () -> 1));
      meters.countEpoch(Role.WORKER, 67, "accepted");
      meters.recordTimeToBroadcast(Role.WORKER, 67, Duration.ofSeconds(9));
      WORKER_EVENTS.forEach(it -> meters.countOffchainEvent(Role.WORKER, it, "allo1", 67));
      REPUTER_EVENTS.forEach(it -> meters.countOffchainEvent(Role.REPUTER, it, "allo1", 67));
      return ((PrometheusMeterRegistry) meters.registry()).scrape();
    }
  }

  private static Set<String> namesIn(String text) {
    return OWN.matcher(text)
        .results()
        .map(MatchResult::group)
        .map(it -> it.replaceFirst("(mark_seconds)_(bucket|count|sum|max)$", "$1"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void thePageNamesEveryMeterAndNoOther() throws Exception {
    assertEquals(namesIn(scrapeAll()), namesIn(Files.readString(Path.of("docs/metrics.md"))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"deploy/grafana.json", "deploy/alerts.yaml"})
  void everyMeterThatIsAskedForExists(String file) throws Exception {
    Set<String> unknown = namesIn(Files.readString(Path.of(file)));
    unknown.removeAll(namesIn(scrapeAll()));
    assertEquals(Set.of(), unknown);
  }

  @Test
  void thePanelsAreWholeAndDoNotOverlap() throws Exception {
    Set<String> places = new HashSet<>();
    Set<Integer> ids = new HashSet<>();
    Set<String> rows = new TreeSet<>();
    for (JsonNode panel : new ObjectMapper().readTree(BOARD.toFile()).path("panels")) {
      String title = panel.path("title").asText();
      assertTrue(ids.add(panel.path("id").asInt()), title);
      JsonNode place = panel.path("gridPos");
      for (int x = 0; x < place.path("w").asInt(); x++) {
        for (int y = 0; y < place.path("h").asInt(); y++) {
          assertTrue(place.path("x").asInt() + x < 24, title);
          String cell = place.path("x").asInt() + x + "/" + (place.path("y").asInt() + y);
          assertTrue(places.add(cell), title + " covers another at " + cell);
        }
      }
      boolean row = panel.path("type").asText().equals("row");
      if (row) {
        rows.add(title);
      }
      assertEquals(row, panel.path("targets").isEmpty(), title);
      assertEquals(row, panel.path("description").asText().isEmpty(), title);
    }
    assertEquals(8, rows.size(), rows::toString);
    assertTrue(rows.contains("Lease and role") && rows.contains("Calls to the nodes"));
  }

  @ParameterizedTest
  @CsvSource({"check, deploy/alerts.yaml", "test, src/test/resources/deploy/alerts-test.yaml"})
  void theRulesAreValidAndFireWhenTheyShould(String verb, String file) throws Exception {
    promtool(verb, file);
  }

  @Test
  void theBoardAsksInPrometheusOwnLanguage() throws Exception {
    List<String> rules = new ArrayList<>(List.of("groups:", "- name: board", "  rules:"));
    for (JsonNode expression : new ObjectMapper().readTree(BOARD.toFile()).findValues("expr")) {
      rules.add("  - record: board:" + rules.size());
      rules.add("    expr: " + expression);
    }
    assertFalse(rules.size() < 40, rules::toString);
    promtool("check", Files.write(dir.resolve("board.yaml"), rules).toString());
  }

  private static void promtool(String verb, String file) throws Exception {
    Optional<String> tool =
        Stream.of(System.getenv("PATH").split(":"))
            .map(it -> Path.of(it, "promtool"))
            .filter(Files::isExecutable)
            .map(Path::toString)
            .findFirst();
    Assumptions.assumeTrue(tool.isPresent(), "no promtool on this machine");
    Process judge =
        new ProcessBuilder(tool.get(), verb, "rules", file).redirectErrorStream(true).start();
    String text = new String(judge.getInputStream().readAllBytes());
    assertEquals(0, judge.waitFor(), text);
  }
}
