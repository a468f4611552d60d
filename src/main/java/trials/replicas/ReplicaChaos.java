package trials.replicas;

import base.DaemonThreads;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import journal.entry.ReplicaInfo;
import journal.entry.ReplicaOverview;
import journal.entry.WalletLease;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Injects faults one after the other, and measures how long the wallet has no holder. */
final class ReplicaChaos implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ReplicaChaos.class);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** The faults. */
  private enum Trouble {
    KILL,
    FREEZE,
    FREEZE_TWO,
    CUT_CONNECTIONS,
    RESTART_SERVER
  }

  private final ReplicaGroup group;
  private final List<ReplicaProcess> replicas;
  private final String wallet;
  private final RandomGenerator random;
  private final PrintWriter say;
  private final ScheduledExecutorService later =
      Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("replica-chaos"));
  private final Map<Trouble, Integer> counts = new TreeMap<>();
  private final List<Double> takeovers = new ArrayList<>();
  private int ended;

  ReplicaChaos(ReplicaGroup group, String wallet, RandomGenerator random, PrintWriter say) {
    this.group = group;
    this.replicas = group.replicas();
    this.wallet = wallet;
    this.random = random;
    this.say = say;
  }

  /** Starts all replicas and returns when one holds the wallet. */
  void startAll() throws InterruptedException {
    replicas.forEach(ReplicaProcess::start);
    awaitHolderOtherThan("");
  }

  /** Waits a while, injects a fault, and waits until a replica works for the wallet. */
  void doOneThing() throws IOException, InterruptedException {
    TimeUnit.SECONDS.sleep(random.nextInt(3, 12));
    reviveEnded();
    Trouble trouble = Trouble.values()[random.nextInt(Trouble.values().length)];
    String holder = holder().orElse("");
    if (!cause(trouble)) {
      return;
    }
    counts.merge(trouble, 1, Integer::sum);
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

  /**
   * Injects the fault.
   *
   * @return false if too few replicas work for one to take over
   */
  private boolean cause(Trouble trouble) throws IOException, InterruptedException {
    return switch (trouble) {
      case KILL -> kill(randomWorking());
      case FREEZE -> freeze(randomWorking());
      case FREEZE_TWO -> freeze(randomWorking()) && freeze(randomWorking());
      case CUT_CONNECTIONS -> {
        group.server().cutConnections();
        yield true;
      }
      case RESTART_SERVER -> {
        group.server().restart();
        yield true;
      }
    };
  }

  /** Starts and counts processes that ended by themselves. */
  private void reviveEnded() {
    for (ReplicaProcess replica : replicas) {
      if (replica.hasEnded()) {
        ended++;
        say.println(replica.name() + " ended by itself");
        replica.start();
      }
    }
  }

  /** A random replica, if several work; one that is still starting could not take over. */
  private Optional<ReplicaProcess> randomWorking() {
    Set<String> known =
        group.overview().replicas().stream()
            .filter(ReplicaInfo::alive)
            .map(ReplicaInfo::name)
            .collect(Collectors.toSet());
    List<ReplicaProcess> working =
        replicas.stream().filter(it -> it.works() && known.contains(it.name())).toList();
    return working.size() < 2
        ? Optional.empty()
        : Optional.of(working.get(random.nextInt(working.size())));
  }

  private boolean kill(Optional<ReplicaProcess> victim) {
    victim.ifPresent(
        it -> {
          it.kill();
          later.schedule(it::start, random.nextInt(2, 10), TimeUnit.SECONDS);
        });
    return victim.isPresent();
  }

  private boolean freeze(Optional<ReplicaProcess> victim) throws IOException, InterruptedException {
    if (victim.isPresent()) {
      victim.get().freeze();
      later.schedule(() -> wakeUp(victim.get()), random.nextInt(5, 46), TimeUnit.SECONDS);
    }
    return victim.isPresent();
  }

  /** Freezes the holder and another until {@link #calm}; returns when the third has taken over. */
  void freezeAllButOne() throws IOException, InterruptedException {
    String holder = holder().orElseThrow();
    List<ReplicaProcess> order =
        replicas.stream().sorted(Comparator.comparing(it -> !it.name().equals(holder))).toList();
    for (ReplicaProcess replica : order.subList(0, order.size() - 1)) {
      replica.freeze();
    }
    double seconds = awaitHolderOtherThan(holder);
    takeovers.add(seconds);
    say.printf("two frozen, %s with them: taken over after %.1f s%n", holder, seconds);
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

  /** Ends all faults and returns when every replica runs. */
  void calm() throws InterruptedException {
    replicas.forEach(ReplicaChaos::wakeUp);
    reviveEnded();
    long began = System.nanoTime();
    while (group.overview().replicas().stream().filter(ReplicaInfo::alive).count() < replicas.size()
        && System.nanoTime() - began < PATIENCE.toNanos()) {
      TimeUnit.MILLISECONDS.sleep(500);
    }
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

  /** Name of the replica that holds the wallet; empty if none does or the server does not reply. */
  private Optional<String> holder() {
    ReplicaOverview all = group.overview();
    return all.leases().stream()
        .filter(it -> it.worker().equals(wallet) && it.alive())
        .map(WalletLease::holder)
        .flatMap(id -> all.replicas().stream().filter(it -> it.id().equals(id)))
        .map(ReplicaInfo::name)
        .findFirst();
  }

  Map<String, Object> toJsonFields() {
    Collections.sort(takeovers);
    Map<String, Object> figures = new LinkedHashMap<>();
    counts.forEach((trouble, count) -> figures.put(trouble.name().toLowerCase(Locale.ROOT), count));
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
