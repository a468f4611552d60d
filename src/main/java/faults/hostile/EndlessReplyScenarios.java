package faults.hostile;

import static faults.engine.NodeFaults.firstTimes;
import static faults.engine.NodeFaults.onEveryRequest;
import static faults.engine.NodeFaults.onRequest;
import static faults.engine.NodeFaults.pathContains;
import static faults.engine.NodeFaults.statusReply;
import static faults.engine.WindowExpectation.accepted;
import static faults.engine.WindowExpectation.missed;

import devnet.Devnet;
import devnet.server.FaultInjectingServer;
import devnet.server.FaultPolicy;
import devnet.server.FaultPolicy.RequestAction;
import devnet.server.FaultPolicy.RequestAction.EndlessReply;
import faults.engine.EpochContext;
import faults.engine.Scenario;
import faults.engine.WindowExpectation;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Replies that exhaust memory or never end. With a second, correct node or source no window is
 * lost; without one, the window is submitted to once the attack is over. In each case the daemon
 * stays alive, has memory left and reads no more of a reply than its limit.
 */
public final class EndlessReplyScenarios {
  /** Twice the largest body that a client accepts, as bytes on their way count too. */
  private static final long MAX_BYTES = 32L << 20;

  /** Blocks, of a window's 600, for which all servers are hostile. */
  static final long ATTACK = 60;

  private EndlessReplyScenarios() {}

  /** Every kind of endless reply, from each server that the daemon calls. */
  public static Scenario s39EndlessReplies() {
    Scenario endless =
        Scenario.of("S39", "Replies without an end from nodes, sockets, sources, ping and alerts")
            .withSetup(setup -> setup.withNodes(2).withSetting("market.sources", "tiingo,coinbase"))
            .withSetup(setup -> setup.withSetting("market.coinbase.url", marketUri("")))
            .withSetup(setup -> setup.withSetting("heartbeat.ping", marketUri("/ping")))
            .withSetup(setup -> setup.withSetting("heartbeat.period", "60s"));
    for (EndlessReply kind : EndlessReply.values()) {
      endless =
          endless.withEpoch(
              "one node, one source, ping: " + kind,
              attack(it -> oneOfEach(it, kind)),
              submitted());
    }
    return endless
        .withEpoch("a source that redirects to itself", attack(it -> redirect(it)), submitted())
        .withEpoch("all sources, for a while", attack(it -> forAWhile(it, "/")), submitted())
        .withEpoch("all nodes, for a while", attack(EndlessReplyScenarios::allNodes), submitted())
        .withEpoch("a message of 9 MB", attack(EndlessReplyScenarios::floodSockets), submitted());
  }

  /** Endless replies of a model server, and of the alert channel of a missed window. */
  public static Scenario s40EndlessModelReplies() {
    Scenario endless =
        Scenario.of("S40", "Replies without an end from a model server and an alert channel")
            .withSetup(setup -> setup.withModelServer().withSetting("alert.period", "5s"))
            .withSetup(setup -> setup.withSetting("alert.uri", marketUri("/alert")));
    for (EndlessReply kind : EndlessReply.values()) {
      endless = endless.withEpoch("twice: " + kind, attack(it -> model(it, 2, kind)), submitted());
    }
    return endless
        .withEpoch(
            "to the end", attack(it -> model(it, 100_000, EndlessReply.BODY)), missed("MODEL"))
        .withEpoch("alerts", attack(EndlessReplyScenarios::alertChannel), submitted());
  }

  static WindowExpectation submitted() {
    return accepted().withIncludedCount(1);
  }

  /** An attack, with the conditions that hold in each. */
  static Consumer<EpochContext> attack(Consumer<EpochContext> begin) {
    return epoch -> {
      begin.accept(epoch);
      epoch.forbid("fail the liveness check", () -> epoch.worker().livenessFault().isPresent());
      epoch.forbid("read more of a reply than its limit", () -> largestBody(epoch) > MAX_BYTES);
      epoch.forbid("fill the memory", EndlessReplyScenarios::isMemoryFull);
    };
  }

  /** What the latest collections could not free, of the worker and all that runs beside it. */
  private static boolean isMemoryFull() {
    long kept =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(it -> it.getType() == MemoryType.HEAP && it.getCollectionUsage() != null)
            .mapToLong(it -> it.getCollectionUsage().getUsed())
            .sum();
    return kept > Runtime.getRuntime().maxMemory() / 10 * 9;
  }

  private static long largestBody(EpochContext epoch) {
    List<FaultInjectingServer> servers = new ArrayList<>(epoch.allNodes());
    servers.add(epoch.marketServer());
    servers.add(epoch.modelServer());
    return servers.stream().mapToLong(FaultInjectingServer::largestEndlessBody).max().orElse(0);
  }

  private static void oneOfEach(EpochContext epoch, EndlessReply kind) {
    epoch.restNode(0).setFaultPolicy(onEveryRequest(kind));
    epoch.devnet().rpcNodes().get(0).setFaultPolicy(onEveryRequest(kind));
    epoch
        .marketServer()
        .setFaultPolicy(onRequest((method, path) -> path.matches(".*/(tiingo/.*|ping)"), kind));
  }

  private static void market(EpochContext epoch, String path, RequestAction act) {
    epoch.marketServer().setFaultPolicy(onRequest(pathContains(path), act));
  }

  private static void redirect(EpochContext epoch) {
    Map<String, String> elsewhere = Map.of("Location", epoch.devnet().marketUri() + "/tiingo/");
    market(epoch, "/tiingo/", new RequestAction.FixedReply(302, "text/plain", "", elsewhere));
  }

  private static void forAWhile(EpochContext epoch, String path) {
    market(epoch, path, EndlessReply.BODY);
    epoch.atBlock(ATTACK, () -> epoch.marketServer().setFaultPolicy(FaultPolicy.noFaults()));
  }

  private static void allNodes(EpochContext epoch) {
    epoch.atBlock(0, () -> epoch.allNodes(onEveryRequest(EndlessReply.BODY)));
    epoch.atBlock(ATTACK, () -> epoch.allNodes(FaultPolicy.noFaults()));
  }

  private static void floodSockets(EpochContext epoch) {
    epoch.atBlock(0, () -> epoch.devnet().webSockets().forEach(it -> it.flood(9 << 20)));
  }

  private static void model(EpochContext epoch, int times, EndlessReply kind) {
    epoch.modelServer().setFaultPolicy(onRequest(pathContains("/"), firstTimes(times, kind)));
  }

  /** The window before was missed, so the channel gets its alert until it has accepted it. */
  private static void alertChannel(EpochContext epoch) {
    AtomicInteger taken = new AtomicInteger();
    var hostile = firstTimes(3, EndlessReply.BODY);
    epoch
        .marketServer()
        .setFaultPolicy(
            onRequest(
                pathContains("/alert"),
                () -> hostile.get() instanceof EndlessReply it ? it : taken(taken)));
    epoch.require("the message is delivered after the attack", () -> taken.get() > 0);
  }

  private static RequestAction taken(AtomicInteger count) {
    count.incrementAndGet();
    return statusReply(200);
  }

  private static Function<Devnet, String> marketUri(String path) {
    return devnet -> devnet.marketUri() + path;
  }
}
