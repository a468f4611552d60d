package trials.replicas;

import base.DaemonThreads;
import domain.Failure;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import journal.JournalReader;
import journal.entry.ReplicaInfo;
import journal.entry.ReplicaOverview;
import journal.entry.WalletLease;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets things go wrong, one after the other, and measures how long the wallet is without holder.
 */
final class ReplicaChaos implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ReplicaChaos.class);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** What may go wrong. */
  private enum Trouble {
    KILL,
    FREEZE,
    FREEZE_TWO,
    CUT_CONNECTIONS,
    RESTART_SERVER
  }

  private final PostgresProcess server;
  private final List<ReplicaProcess> replicas;
  private final String wallet;
  private final RandomGenerator random;
  private final PrintWriter say;
  private final ScheduledExecutorService later =
      Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("replica-chaos"));
  private final Map<Trouble, Integer> counts = new TreeMap<>();
  private final List<Double> takeovers = new ArrayList<>();
  private int ended;

  ReplicaChaos(
      PostgresProcess server,
      List<ReplicaProcess> replicas,
      String wallet,
      RandomGenerator random,
      PrintWriter say) {
    this.server = server;
    this.replicas = replicas;
    this.wallet = wallet;
    this.random = random;
    this.say = say;
  }

  /** Returns when one of them holds the wallet. */
  void startAll() throws InterruptedException {
    replicas.forEach(ReplicaProcess::start);
    awaitHolderOtherThan("");
  }

  /** Waits a while, does it, and waits until somebody works for the wallet. */
  void doOneThing() throws IOException, InterruptedException {
    TimeUnit.SECONDS.sleep(random.nextInt(3, 12));
    reviveEnded();
    Trouble trouble = Trouble.values()[random.nextInt(Trouble.values().length)];
    counts.merge(trouble, 1, Integer::sum);
    String holder = holder().orElse("");
    switch (trouble) {
      case KILL -> kill(randomWorking());
      case FREEZE -> freeze(randomWorking());
      case FREEZE_TWO -> {
        freeze(randomWorking());
        freeze(randomWorking());
      }
      case CUT_CONNECTIONS -> server.cutConnections();
      case RESTART_SERVER -> server.restart();
      default -> throw new IllegalStateException();
    }
    boolean holderIsGone =
        replicas.stream().anyMatch(it -> it.name().equals(holder) && !it.works());
    if (holderIsGone) {
      double seconds = awaitHolderOtherThan(holder);
      takeovers.add(seconds);
      say.printf("%s of the holder %s: taken over after %.1f s%n", trouble, holder, seconds);
    } else {
      say.printf("%s, holder %s%n", trouble, holder);
    }
  }

  /** A process that ended by itself is started again, and counted. */
  private void reviveEnded() {
    for (ReplicaProcess replica : replicas) {
      if (replica.hasEnded()) {
        ended++;
        say.println(replica.name() + " ended by itself");
        replica.start();
      }
    }
  }

  /** One of several that work; a process that is still starting could not take over. */
  private Optional<ReplicaProcess> randomWorking() {
    Set<String> known =
        overview().replicas().stream()
            .filter(ReplicaInfo::alive)
            .map(ReplicaInfo::name)
            .collect(Collectors.toSet());
    List<ReplicaProcess> working =
        replicas.stream().filter(it -> it.works() && known.contains(it.name())).toList();
    return working.size() < 2
        ? Optional.empty()
        : Optional.of(working.get(random.nextInt(working.size())));
  }

  private void kill(Optional<ReplicaProcess> victim) {
    victim.ifPresent(
        it -> {
          it.kill();
          later.schedule(it::start, random.nextInt(2, 10), TimeUnit.SECONDS);
        });
  }

  private void freeze(Optional<ReplicaProcess> victim) throws IOException, InterruptedException {
    if (victim.isPresent()) {
      victim.get().freeze();
      later.schedule(() -> wakeUp(victim.get()), random.nextInt(5, 46), TimeUnit.SECONDS);
    }
  }

  private static void wakeUp(ReplicaProcess replica) {
    try {
      replica.wakeUp();
    } catch (IOException e) {
      LOG.error("{} cannot be woken up", replica.name(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Everybody lives and nothing more goes wrong. */
  void calm() throws InterruptedException {
    replicas.forEach(ReplicaChaos::wakeUp);
    TimeUnit.SECONDS.sleep(10);
    reviveEnded();
  }

  /** Seconds until another replica holds the wallet. */
  private double awaitHolderOtherThan(String before) throws InterruptedException {
    long began = System.nanoTime();
    while (holder().filter(it -> !it.equals(before)).isEmpty()
        && System.nanoTime() - began < PATIENCE.toNanos()) {
      TimeUnit.MILLISECONDS.sleep(200);
    }
    return (System.nanoTime() - began) / 1e9;
  }

  /** Name of the replica that holds the wallet, if any does and the server answers. */
  private Optional<String> holder() {
    ReplicaOverview all = overview();
    return all.leases().stream()
        .filter(it -> it.worker().equals(wallet) && it.alive())
        .map(WalletLease::holder)
        .flatMap(id -> all.replicas().stream().filter(it -> it.id().equals(id)))
        .map(ReplicaInfo::name)
        .findFirst();
  }

  private ReplicaOverview overview() {
    try (JournalReader history = JournalReader.open(server.location())) {
      return history.findReplicas();
    } catch (Failure notNow) {
      return ReplicaOverview.NONE;
    }
  }

  Map<String, Object> toJsonFields() {
    Collections.sort(takeovers);
    Map<String, Object> figures = new LinkedHashMap<>();
    counts.forEach(
        (trouble, count) -> figures.put(trouble.name().toLowerCase(java.util.Locale.ROOT), count));
    figures.put("ended_by_themselves", ended);
    figures.put("takeovers", takeovers.size());
    figures.put("takeover_p50_s", quantile(0.5));
    figures.put("takeover_p95_s", quantile(0.95));
    return figures;
  }

  private double quantile(double part) {
    return takeovers.isEmpty()
        ? 0
        : takeovers.get((int) Math.min(takeovers.size() - 1L, (long) (takeovers.size() * part)));
  }

  @Override
  public void close() {
    later.shutdownNow();
  }
}
