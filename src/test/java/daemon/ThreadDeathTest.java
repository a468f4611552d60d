package daemon;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cli.DevnetFixture;
import config.Configuration;
import config.Settings;
import devnet.genesis.DevnetOptions;
import devnet.genesis.GenesisAccount;
import devnet.genesis.GenesisTopic;
import host.LocalPorts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.support.RoutePolicySupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import wiring.Components;

/**
 * An error ends each kind of thread of a running daemon. Afterwards windows are submitted again, or
 * liveness is down and the service manager restarts the process.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ThreadDeathTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir static Path dir;
  private final Set<String> doomed = ConcurrentHashMap.newKeySet();
  private DevnetFixture world;
  private Daemon daemon;

  @BeforeAll
  void start() throws Exception {
    world =
        new DevnetFixture(
            dir, GenesisAccount.fundedWorker(DevnetFixture.WORKER), ThreadDeathTest::shortEpochs);
    String events = "ws://" + world.devnet.rpcUri().getAuthority() + "/websocket";
    Path file =
        world.file(
            "window.answer-at=early",
            "camel.management.enabled=true",
            "camel.management.port=" + LocalPorts.freePort(),
            "heartbeat.period=30s",
            "heartbeat.levels=30s",
            "score.period=30s",
            "network.endpoints=rest+" + world.devnet.restUri() + "," + events);
    Settings settings =
        Settings.loadStrict(
            Configuration.load(file, world.environment, Map.of()), world.environment);
    daemon = Daemon.polling(settings, Components.from(settings, world.devnet.clock()));
    daemon.start();
    daemon.camelContext().getRoutes().forEach(it -> it.getRoutePolicyList().add(new Killer()));
    daemon.rehearse();
    awaitSubmissions(1);
  }

  private static DevnetOptions shortEpochs(DevnetOptions plain) {
    return plain.withTopics(
        List.of(
            GenesisTopic.logReturnTopic(67)
                .withFirstNonce(plain.startHeight() + 24)
                .withBlockLengths(24, 20, 100)));
  }

  @AfterAll
  void stop() {
    daemon.close();
    world.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"prediction-67", "submission", "settlement", "heartbeat", "levels", "scoring"})
  void aRouteWhoseThreadEndedIsStartedAgain(String route) {
    doomed.add(route);
    await().atMost(PATIENCE).dontCatchUncaughtExceptions().until(() -> !doomed.contains(route));
    String again = route + " ran again";
    doomed.add(again);
    await().atMost(PATIENCE).dontCatchUncaughtExceptions().until(() -> !doomed.contains(again));
    awaitSubmissions(2);
    assertEquals(List.of(), livenessFaults());
  }

  @ParameterizedTest
  @ValueSource(strings = {"HttpClient-\\d+-SelectorManager", "chain-bell", "chain-read", "model"})
  void aThreadOfALibraryIsReplaced(String name) {
    kill(name);
    awaitSubmissions(2);
    assertEquals(List.of(), livenessFaults());
  }

  @Test
  @Order(Integer.MAX_VALUE)
  void livenessIsDownWhenTheServerOfTheHealthPageIsDead() {
    kill("vert\\.x-eventloop-thread-\\d+");
    await()
        .atMost(PATIENCE)
        .dontCatchUncaughtExceptions()
        .until(() -> livenessFaults().stream().anyMatch(it -> it.contains("vert.x-eventloop")));
  }

  /** The newest of that name, since the simulated network has its own, which are older. */
  @SuppressWarnings("deprecation") // nothing else kills a thread from outside; JDK 20 refuses it
  private void kill(String name) {
    Assumptions.assumeTrue(Runtime.version().feature() < 20, "this JDK kills no thread");
    Thread victim =
        Thread.getAllStackTraces().keySet().stream()
            .filter(it -> it.getName().matches(name))
            .max((a, b) -> Long.compare(a.getId(), b.getId()))
            .orElseThrow();
    victim.stop();
    await().atMost(PATIENCE).dontCatchUncaughtExceptions().until(() -> !victim.isAlive());
  }

  private void awaitSubmissions(int more) {
    int had = world.devnet.submissions().acceptedCount(67);
    await()
        .atMost(PATIENCE)
        .dontCatchUncaughtExceptions()
        .until(() -> world.devnet.submissions().acceptedCount(67) >= had + more);
    assertTrue(daemon.exitCode().isEmpty());
  }

  private List<String> livenessFaults() {
    return HealthCheckHelper.invokeLiveness(daemon.camelContext()).stream()
        .filter(it -> it.getState() == HealthCheck.State.DOWN)
        .map(it -> it.getMessage().orElse("down"))
        .toList();
  }

  /** Throws where nothing of ours can catch it: on the consumer's own thread, before any step. */
  private final class Killer extends RoutePolicySupport {
    @Override
    public void onExchangeBegin(Route route, Exchange exchange) {
      doomed.remove(route.getRouteId() + " ran again");
      if (doomed.remove(route.getRouteId())) {
        throw new OutOfMemoryError("planted");
      }
    }
  }
}
