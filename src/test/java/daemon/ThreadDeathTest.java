package daemon;

import static java.util.stream.Collectors.toCollection;
import static org.awaitility.Awaitility.await;
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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import wiring.Components;

/**
 * Every thread of a running daemon is killed in turn, wherever it happens to be. After each death
 * either windows are submitted again, or liveness is down and the process gets restarted.
 */
class ThreadDeathTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Other people's threads: the JVM's, the test's, and those of the simulated network. */
  private static final String NOT_THE_DAEMONS =
      "main|Finalizer|Reference Handler|Signal Dispatcher|Common-Cleaner|Notification Thread"
          + "|surefire.*|ping-.*|Attach Listener|process reaper|devnet.*|awaitility.*|Cleaner-.*";

  @TempDir Path dir;

  private static DevnetOptions world(DevnetOptions plain) {
    return plain.withTopics(
        List.of(
            GenesisTopic.logReturnTopic(67)
                .withFirstNonce(plain.startHeight() + 24)
                .withBlockLengths(24, 20, 100)));
  }

  @Test
  @SuppressWarnings("deprecation") // nothing else kills a thread from outside; JDK 20 refuses it
  void afterTheDeathOfAnyThreadWindowsAreSubmittedOrLivenessIsDown() throws Exception {
    Assumptions.assumeTrue(Runtime.version().feature() < 20, "this JDK kills no thread");
    Set<Thread> before = new HashSet<>(Thread.getAllStackTraces().keySet());
    try (DevnetFixture world =
        new DevnetFixture(
            dir, GenesisAccount.fundedWorker(DevnetFixture.WORKER), ThreadDeathTest::world)) {
      before.addAll(Thread.getAllStackTraces().keySet());
      Path file =
          world.file(
              "window.answer-at=early",
              "camel.management.enabled=true",
              "camel.management.port=" + LocalPorts.freePort(),
              "network.endpoints=rest+"
                  + world.devnet.restUri()
                  + ",ws://"
                  + world.devnet.rpcUri().getAuthority()
                  + "/websocket");
      Settings settings =
          Settings.loadStrict(
              Configuration.load(file, world.environment, Map.of()), world.environment);
      Components parts = Components.from(settings, world.devnet.clock());
      try (Daemon daemon = Daemon.polling(settings, parts)) {
        daemon.start();
        daemon.rehearse();
        awaitSubmission(world);
        List<String> killed = new ArrayList<>();
        for (Thread thread : daemonThreads(before)) {
          long began = System.nanoTime();
          thread.stop();
          String how = awaitRecovery(world, daemon, thread);
          killed.add(thread.getName() + ": " + how + " " + (System.nanoTime() - began) / 1_000_000);
        }
        System.out.println(String.join("\n", killed));
      }
    }
  }

  private static List<Thread> daemonThreads(Set<Thread> before) {
    Set<String> seen = new TreeSet<>();
    return Thread.getAllStackTraces().keySet().stream()
        .filter(it -> !before.contains(it) && !it.getName().matches(NOT_THE_DAEMONS))
        .filter(it -> seen.add(it.getName()))
        .sorted((a, b) -> a.getName().compareTo(b.getName()))
        .collect(toCollection(ArrayList::new));
  }

  private static void awaitSubmission(DevnetFixture world) {
    int had = world.devnet.submissions().acceptedCount(67);
    await().atMost(PATIENCE).until(() -> world.devnet.submissions().acceptedCount(67) > had);
  }

  private static String awaitRecovery(DevnetFixture world, Daemon daemon, Thread killed) {
    int had = world.devnet.submissions().acceptedCount(67);
    await(killed.getName())
        .dontCatchUncaughtExceptions()
        .atMost(PATIENCE)
        .until(
            () -> world.devnet.submissions().acceptedCount(67) > had + 1 || !livenessFaults(daemon).isEmpty());
    List<String> faults = livenessFaults(daemon);
    assertTrue(faults.isEmpty() || killed.getName().startsWith("vert.x"), faults::toString);
    return faults.isEmpty() ? "submits" : faults.toString();
  }

  private static List<String> livenessFaults(Daemon daemon) {
    return HealthCheckHelper.invokeLiveness(daemon.camelContext()).stream()
        .filter(it -> it.getState() == HealthCheck.State.DOWN)
        .map(HealthCheck.Result::getMessage)
        .map(it -> it.orElse("down"))
        .toList();
  }
}
