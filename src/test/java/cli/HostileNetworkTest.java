package cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import base.HostileServer;
import base.HostileServer.Attack;
import base.PrivateFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import journal.Journal;
import journal.database.JournalLocation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who asks how the daemon fares is answered soon, whatever the nodes and the sources do. */
@Tag("process")
class HostileNetworkTest {
  /** Ten seconds on a machine that has time for it. */
  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir Path dir;

  @ParameterizedTest
  @EnumSource(
      value = Attack.class,
      names = {"SILENCE", "DRIPPING_BODY", "ENDLESS_BODY", "BLACK_HOLE"})
  void doctorAndStatusEndWithinTenSeconds(Attack attack) throws Exception {
    try (HostileServer server = new HostileServer(attack);
        DevnetFixture devnet = new DevnetFixture(dir)) {
      Path file =
          devnet.file(
              "network.endpoints=rest+%1$s,rpc+%1$s".formatted(server.uri()),
              "topic.67.model-url=" + server.uri(),
              "market.sources=tiingo,coinbase,kraken",
              "market.tiingo.url=" + server.uri(),
              "market.coinbase.url=" + server.uri(),
              "market.kraken.url=" + server.uri());
      assertSoon(69, devnet, new DoctorCommand(devnet.options()), file);
      assertTrue(devnet.said().contains("fail    endpoint rest+"), devnet::said);
      Path rows = PrivateFiles.createFolders(dir.resolve("state")).resolve("journal.db");
      Journal.open(JournalLocation.file(rows), InstantSource.system()).close();
      assertSoon(0, devnet, new StatusCommand(devnet.options()), file);
      assertTrue(devnet.said().contains("not known: "), devnet::said);
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
