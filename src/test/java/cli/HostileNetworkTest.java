package cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import base.HostileServer;
import base.HostileServer.Attack;
import base.PrivateFiles;
import config.Configuration;
import config.Settings;
import domain.Failure;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import journal.Journal;
import journal.database.JournalLocation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import routes.health.EpochDelay;
import routes.health.HeartbeatReporter;
import wiring.ComponentFactory.Components;

/** Who asks how the daemon fares is answered soon, whatever the nodes and the sources do. */
@Tag("process")
@Execution(ExecutionMode.CONCURRENT)
class HostileNetworkTest {
  /** Ten seconds on a machine that has time for it. */
  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir Path dir;

  @ParameterizedTest
  @CsvSource({
    "SILENCE, http",
    "SILENCE, https",
    "DRIPPING_HEAD, http",
    "DRIPPING_BODY, http",
    "ENDLESS_BODY, http",
    "BLACK_HOLE, http"
  })
  void doctorAndStatusEndWithinTenSeconds(Attack attack, String scheme) throws Exception {
    try (HostileServer server = new HostileServer(attack);
        DevnetFixture devnet = new DevnetFixture(dir)) {
      String address = (server.uri() + "").replace("http", scheme);
      Path file =
          devnet.file(
              "network.endpoints=rest+%1$s,rpc+%1$s".formatted(address),
              "topic.67.model-url=" + address,
              "market.sources=tiingo,coinbase,kraken",
              "market.tiingo.url=" + address,
              "market.coinbase.url=" + address,
              "market.kraken.url=" + address);
      assertSoon(69, devnet, new DoctorCommand(devnet.options()), file);
      assertTrue(devnet.said().contains("fail    endpoint rest+"), devnet::said);
      Path rows = PrivateFiles.createFolders(dir.resolve("state")).resolve("journal.db");
      Journal.open(JournalLocation.file(rows), InstantSource.system()).close();
      assertSoon(0, devnet, new StatusCommand(devnet.options()), file);
      assertTrue(devnet.said().contains("not known: "), devnet::said);
      assertHeartbeatSoon(
          Settings.loadStrict(
              Configuration.load(file, devnet.environment, Map.of()), devnet.environment));
    }
  }

  private static void assertHeartbeatSoon(Settings settings) {
    try (Components parts = Components.from(settings, InstantSource.system())) {
      HeartbeatReporter heartbeat =
          new HeartbeatReporter(
              parts.journal(),
              parts.workers(),
              parts.topicRegistry(),
              parts.reputerRegistry(),
              parts.meters(),
              new EpochDelay(
                  parts.journal().reader(), parts.workers(), Map.of(), InstantSource.system()));
      Instant begin = Instant.now();
      assertThrows(Failure.Retry.class, heartbeat::buildMessage);
      Duration took = Duration.between(begin, Instant.now());
      assertTrue(took.compareTo(SOON) < 0, took + "");
    }
  }

  private static void assertSoon(int code, DevnetFixture devnet, Object command, Path file) {
    Instant begin = Instant.now();
    assertEquals(code, devnet.run(command, "-c", file.toString()), devnet::said);
    Duration took = Duration.between(begin, Instant.now());
    assertTrue(took.compareTo(SOON) < 0, () -> took + "\n" + devnet.err);
    assertFalse(devnet.said().matches("(?s).*(Exception|internal fault).*"), devnet::said);
  }
}
