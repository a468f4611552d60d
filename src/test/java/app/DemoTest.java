package app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import domain.Origin;
import domain.Provenance;
import domain.SharedData;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The main job as a user starts it, real HTTP, real signatures, real SQLite, real model. */
class DemoTest {
  /** Slow enough that a window stays open for eight seconds of a busy build machine. */
  private static final double SPEED = 360;

  @TempDir Path dir;

  @Test
  void answersEveryEpochOfTheSimulatedNetwork() throws Exception {
    Demo.Verdict verdict = run(2, Optional.empty(), Map.of());
    assertEquals(2, verdict.accepted());
    assertEquals(0, verdict.doubles());
    assertTrue(verdict.perfect());
  }

  @Test
  void answersFromTheNextSourceWhenTheFirstIsDead() throws Exception {
    Map<String, String> settings =
        Map.of(
            "market.sources", "coinbase,tiingo",
            "market.coinbase.url", "http://127.0.0.1:9");
    Demo.Verdict verdict = run(1, Optional.empty(), settings);
    assertTrue(verdict.perfect());
    Provenance behind = verdict.entries().get(0).provenance();
    assertEquals(new Origin.Simulated("tiingo"), behind.origin());
    assertTrue(behind.rows() >= 1_200, behind.toString());
  }

  /** Trend parts published for the real candles, which end at the named bar. */
  @ParameterizedTest
  @CsvSource({
    "2020-03-13T00:00:00Z, -0.0081842291",
    "2021-02-08T12:00:00Z, 0.0047458184",
    "2024-08-05T06:00:00Z, -0.0047042274",
    "2025-08-31T23:00:00Z, -0.0026715789"
  })
  void answersTheReferenceHoursFromRealCandles(Instant newest, double expected) throws Exception {
    Optional<Path> candles = SharedData.path("btcusd-hourly-train.csv.gz");
    Assumptions.assumeTrue(candles.isPresent(), "the real candles are not here");
    Instant soonAfterItsEnd = newest.plus(Duration.ofMinutes(61));
    Map<String, String> trendOnly = Map.of("market.known-part", "false");
    Replay replay = Replay.of(candles.get(), Optional.of(soonAfterItsEnd), 1);
    Demo.Verdict verdict = run(1, Optional.of(replay), trendOnly);
    assertEquals(expected, Double.parseDouble(verdict.entries().get(0).value()), 1e-8);
  }

  private Demo.Verdict run(int epochs, Optional<Replay> replay, Map<String, String> line)
      throws Exception {
    ConfigurationOptions options = ConfigurationOptions.with(line);
    try (Demo demo = new Demo(options::settings, Demo.world(SPEED, replay), dir)) {
      return demo.run(epochs, entry -> {});
    }
  }
}
