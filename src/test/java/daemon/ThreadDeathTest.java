package daemon;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cli.DevnetFixture;
import config.Configuration;
import config.Settings;
import devnet.ledger.DevnetOptions;
import devnet.ledger.GenesisAccount;
import devnet.ledger.GenesisTopic;
import host.LocalPorts;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.component.seda.SedaEndpoint;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import wiring.ComponentFactory.Components;

/**
 * An error ends each kind of thread of a running daemon. Afterwards windows are submitted again, or
 * liveness is down and the service manager restarts the process.
 */
@Tag("process")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ThreadDeathTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir static Path dir;
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

  /** A timer's thread waits on a plain monitor, so that its death is a real one. */
  @ParameterizedTest
  @ValueSource(strings = {"settlement", "heartbeat", "levels", "scoring"})
  void aTimerWhoseThreadEndedIsStartedAgain(String timer) {
    String name = ".*timer://" + timer;
    Thread dead = kill(name);
    await()
        .atMost(PATIENCE)
        .dontCatchUncaughtExceptions()
        .until(() -> threads(name).anyMatch(it -> it.getId() > dead.getId()));
    awaitSubmissions(2);
    assertEquals(List.of(), livenessFaults());
  }

  /** What the lane takes out of its queue throws an error before any step could catch it. */
  @Test
  void theSigningLaneIsStartedAgain() {
    Exchange bomb =
        (Exchange)
            Proxy.newProxyInstance(
                Exchange.class.getClassLoader(),
                new Class<?>[] {Exchange.class},
                (proxy, method, arguments) -> {
                  throw new OutOfMemoryError("planted");
                });
    daemon.camelContext().getEndpoint("seda:submission", SedaEndpoint.class).getQueue().add(bomb);
    awaitSubmissions(2);
    assertEquals(List.of(), livenessFaults());
  }

  /** Not those of {@code PollTimers}, whose test throws an error: a stop breaks their queue. */
  @ParameterizedTest
  @ValueSource(strings = {"HttpClient-\\d+-SelectorManager", "node-call", "window-events", "model"})
  void aThreadOfAPoolIsReplaced(String name) {
    kill(name);
    awaitSubmissions(2);
    assertEquals(List.of(), livenessFaults());
  }

  /** Vert.x catches errors in its loops; should one end nevertheless, liveness says so. */
  @Test
  @Order(Integer.MAX_VALUE)
  @SuppressWarnings("deprecation") // as in hasDied
  void theServerOfTheHealthPageOutlivesAnErrorOrLivenessIsDown() {
    Thread server = newest("vert\\.x-eventloop-thread-\\d+");
    server.stop();
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                server.isAlive()
                    ? livenessFaults().isEmpty()
                    : livenessFaults().stream().anyMatch(it -> it.contains(server.getName())));
  }

  /** The newest of that name, since the simulated network has its own, which are older. */
  private static Thread newest(String name) {
    Assumptions.assumeTrue(Runtime.version().feature() < 20, "this JDK kills no thread");
    return threads(name).max(Comparator.comparingLong(Thread::getId)).orElseThrow();
  }

  private static Thread kill(String name) {
    Thread victim = newest(name);
    await().atMost(PATIENCE).dontCatchUncaughtExceptions().until(() -> hasDied(victim));
    return victim;
  }

  /** A step survives its error, so that a blow counts only between two rounds. */
  @SuppressWarnings("deprecation") // nothing else kills a thread from outside; JDK 20 refuses it
  private static boolean hasDied(Thread victim) {
    victim.stop();
    return !victim.isAlive();
  }

  private static Stream<Thread> threads(String name) {
    return Thread.getAllStackTraces().keySet().stream().filter(it -> it.getName().matches(name));
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
}
