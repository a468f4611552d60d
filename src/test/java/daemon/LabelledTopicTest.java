package daemon;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import cli.DevnetFixture;
import com.sun.net.httpserver.HttpServer;
import config.Configuration;
import config.Settings;
import devnet.ledger.DevnetEmissionsVersion;
import devnet.ledger.DevnetOptions;
import devnet.ledger.GenesisAccount;
import devnet.ledger.GenesisTopic;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import journal.entry.Entry;
import journal.entry.EntryFilter;
import journal.entry.EntryState;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trials.worker.DemoWorld.SlowStartClock;
import wiring.ComponentFactory.Components;

/** A topic of several labels, answered by a model server and read back under the chain's names. */
@Tag("process")
class LabelledTopicTest {
  private static final byte[] ANSWER =
      "{\"p_up\":\"0.3\",\"p_down\":0.7}".getBytes(StandardCharsets.UTF_8);

  @TempDir Path dir;
  private final SlowStartClock wallClock = new SlowStartClock(InstantSource.system());

  private DevnetOptions world(DevnetOptions plain) {
    return plain
        .withWallClock(wallClock)
        .withEmissionsVersion(DevnetEmissionsVersion.V10)
        .withTopics(
            List.of(
                GenesisTopic.logReturnTopic(67)
                    .withLabels(List.of("down", "flat", "up"))
                    .withFirstNonce(plain.startHeight() + 24)));
  }

  @Test
  void submitsOneNumberForEachLabel() throws Exception {
    HttpServer model =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    model.createContext(
        "/",
        it -> {
          it.sendResponseHeaders(200, ANSWER.length);
          it.getResponseBody().write(ANSWER);
          it.close();
        });
    model.start();
    try (DevnetFixture devnet =
        new DevnetFixture(dir, GenesisAccount.fundedWorker(DevnetFixture.WORKER), this::world)) {
      Path file =
          devnet.file(
              "topics=67",
              "topic.67.labels=up=p_up, down=p_down",
              "topic.67.model-url=http://127.0.0.1:" + model.getAddress().getPort() + "/",
              "window.answer-at=early");
      Settings settings =
          Settings.loadStrict(
              Configuration.load(file, devnet.environment, Map.of()), devnet.environment);
      Components components = Components.from(settings, devnet.devnet.clock());
      try (Daemon daemon = Daemon.polling(settings, components)) {
        daemon.start();
        wallClock.runAtFullSpeed();
        await().atMost(Duration.ofSeconds(60)).until(() -> isAccepted(components));
      }
    } finally {
      model.stop(0);
    }
  }

  private static boolean isAccepted(Components components) {
    List<Entry> rows = components.journal().reader().findLatest(EntryFilter.ALL, 1);
    rows.stream()
        .filter(it -> it.value() != null)
        .forEach(it -> assertEquals("up=0.3,down=0.7", it.value()));
    return rows.stream().anyMatch(it -> it.state() == EntryState.ACCEPTED);
  }
}
