package cli.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cli.options.ConfigurationOptions;
import devnet.ledger.DevnetOptions;
import devnet.ledger.GenesisTopic;
import domain.Provenance;
import domain.SharedTestData;
import domain.market.DataOrigin;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import laws.RefusingPort;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import trials.worker.DemoResult;
import trials.worker.DemoRun;
import trials.worker.MarketReplay;

/** The main job as a user starts it, real HTTP, real signatures, real SQLite, real model. */
@Tag("process")
class DemoCommandTest {
  /** Slow enough that a window stays open for twelve seconds of a busy build machine. */
  private static final double SPEED = 240;

  @TempDir Path dir;

  @Test
  void answersEveryEpochOfTheSimulatedNetwork() throws Exception {
    DemoResult result = run(2, Optional.empty(), Map.of());
    assertEquals(2, result.accepted());
    assertEquals(0, result.duplicates());
    assertTrue(result.isPerfect());
  }

  @ParameterizedTest
  @CsvSource({"69, 200", "77, 20"})
  void answersThePriceTopicsOfThePlayground(long id, double speed) throws Exception {
    ConfigurationOptions options = ConfigurationOptions.ofSettings(Map.of());
    DevnetOptions world =
        DemoRun.devnetOptions(GenesisTopic.priceTopic(id, id == 77), speed, Optional.empty());
    try (DemoRun demo = new DemoRun(options::settings, world, dir)) {
      DemoResult result = demo.run(1, entry -> {});
      assertTrue(result.isPerfect());
      double price = Double.parseDouble(result.entries().get(0).value());
      assertTrue(price > 10_000, "a price, not a return: " + price);
    }
  }

  @Test
  void answersFromTheNextSourceWhenTheFirstIsDead() throws Exception {
    Map<String, String> settings =
        Map.of(
            "market.sources",
            "coinbase,tiingo",
            "market.coinbase.url",
            "http://" + RefusingPort.address());
    DemoResult result = run(1, Optional.empty(), settings);
    assertTrue(result.isPerfect());
    Provenance behind = result.entries().get(0).provenance();
    assertEquals(new DataOrigin.SimulatedMarket("tiingo"), behind.origin());
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
    Optional<Path> candles = SharedTestData.path("btcusd-hourly-train.csv.gz");
    Assumptions.assumeTrue(candles.isPresent(), "the real candles are not here");
    Instant soonAfterItsEnd = newest.plus(Duration.ofMinutes(61));
    Map<String, String> trendOnly = Map.of("market.known-part", "false");
    MarketReplay replay = MarketReplay.fromFile(candles.get(), Optional.of(soonAfterItsEnd), 1);
    DemoResult result = run(1, Optional.of(replay), trendOnly);
    assertEquals(expected, Double.parseDouble(result.entries().get(0).value()), 1e-8);
  }

  private DemoResult run(int epochs, Optional<MarketReplay> replay, Map<String, String> line)
      throws Exception {
    ConfigurationOptions options = ConfigurationOptions.ofSettings(line);
    try (DemoRun demo =
        new DemoRun(
            options::settings,
            DemoRun.devnetOptions(GenesisTopic.logReturnTopic(67), SPEED, replay),
            dir)) {
      return demo.run(epochs, entry -> {});
    }
  }
}
