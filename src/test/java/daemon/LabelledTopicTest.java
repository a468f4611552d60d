package daemon;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import cli.DevnetFixture;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import config.Configuration;
import config.Settings;
import devnet.ledger.DevnetEmissionsVersion;
import devnet.ledger.DevnetOptions;
import devnet.ledger.GenesisAccount;
import devnet.ledger.GenesisTopic;
import domain.Role;
import domain.ValueBundle;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import journal.entry.Entry;
import journal.entry.EntryFilter;
import journal.entry.EntryState;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trials.worker.SlowStartClock;
import wiring.ComponentFactory.Components;

/** A topic of several labels, answered by a model server and read back under the chain's names. */
@Tag("process")
class LabelledTopicTest {
  private static final byte[] ANSWER =
      "{\"p_up\":\"0.3\",\"p_down\":0.7,\"flat\":0}".getBytes(StandardCharsets.UTF_8);

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

  /** The loss service breaks one connection and fails once; the truth lists its labels. */
  @Test
  void reportsLossesByALossService() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", it -> reply(it, 200, new String(ANSWER, StandardCharsets.UTF_8)));
    server.createContext(
        "/truth",
        it ->
            reply(
                it,
                200,
                "[{\"label\":\"p_up\",\"value\":\"1\"},{\"label\":\"p_down\",\"value\":0},"
                    + "{\"label\":\"flat\",\"value\":0}]"));
    server.createContext(
        "/losses/is_never_negative", it -> reply(it, 200, "{\"is_never_negative\":true}"));
    server.createContext(
        "/losses/calculate",
        it -> {
          int number = asked.incrementAndGet();
          if (number == 1) {
            it.close();
          } else {
            reply(it, number == 3 ? 500 : 200, "{\"loss\":\"0.01\"}");
          }
        });
    server.start();
    String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    GenesisAccount account =
        GenesisAccount.fundedWorker(DevnetFixture.WORKER).withStake(BigInteger.TEN.pow(18));
    try (DevnetFixture devnet =
        new DevnetFixture(
            dir,
            account,
            plain ->
                plain
                    .withSpeed(300)
                    .withCompetitors(3)
                    .withEmissionsVersion(DevnetEmissionsVersion.V10)
                    .withTopics(List.of(shortTopic(plain.startHeight() + 24))))) {
      Path file =
          devnet.file(
              "topics=67",
              "topic.67.role=worker,reputer",
              "topic.67.labels=up=p_up, down=p_down, flat",
              "topic.67.model-url=" + url,
              "topic.67.ground-truth-url=" + url + "truth",
              "topic.67.loss-url=" + url + "losses/",
              "window.answer-at=early",
              "instance.speed=300");
      Settings settings =
          Settings.loadStrict(
              Configuration.load(file, devnet.environment, Map.of()), devnet.environment);
      Components components = Components.from(settings, devnet.devnet.clock());
      try (Daemon daemon = Daemon.polling(settings, components)) {
        daemon.start();
        EntryFilter accepted = EntryFilter.ofRole(67, Role.REPUTER).withState(EntryState.ACCEPTED);
        await()
            .atMost(Duration.ofSeconds(120))
            .until(() -> !components.journal().reader().findLatest(accepted, 1).isEmpty());
        Entry row = components.journal().reader().findLatest(accepted, 1).get(0);
        ValueBundle losses = ValueBundle.parse(row.value());
        assertEquals("-2.0", losses.combined());
        assertEquals(Set.of("-2.0"), Set.copyOf(losses.numbers()));
        assertEquals("loss-url:mse", row.provenance().artifactHash());
      }
    } finally {
      server.stop(0);
    }
  }

  private static GenesisTopic shortTopic(long first) {
    return new GenesisTopic(
        67, "BTC/USD direction", 720, 400, 720, "mse", first, List.of("down", "flat", "up"), false);
  }

  private static void reply(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static boolean isAccepted(Components components) {
    List<Entry> rows = components.journal().reader().findLatest(EntryFilter.ALL, 1);
    rows.stream()
        .filter(it -> it.value() != null)
        .forEach(it -> assertEquals("up=0.3,down=0.7", it.value()));
    return rows.stream().anyMatch(it -> it.state() == EntryState.ACCEPTED);
  }
}
