package trials.replicas;

import base.DaemonThreads;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import journal.entry.ReplicaInfo;
import journal.entry.ReplicaOverview;
import journal.entry.WalletLease;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Injects faults one after the other, and measures how long the wallet has no holder. */
final class ReplicaChaos implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ReplicaChaos.class);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

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
  private final List<Future<?>> wakeUps = new ArrayList<>();
  private final ChaosCounts counts = new ChaosCounts();

  ReplicaChaos(ReplicaGroup group, String wallet, RandomGenerator random, PrintWriter say) {
    this.group = group;
    this.replicas = group.replicas();
    this.wallet = wallet;
    this.random = random;
    this.say = say;
  }

  /** Starts all replicas and returns when the database knows each of them. */
  void startAll() throws InterruptedException {
    replicas.forEach(ReplicaProcess::start);
    calm();
  }

  /** Waits a while, injects a fault, and waits until a replica works for the wallet. */
  void doOneThing() throws IOException, InterruptedException {
    TimeUnit.SECONDS.sleep(random.nextInt(3, 12));
    reviveEnded();
    Trouble trouble = Trouble.values()[random.nextInt(Trouble.values().length)];
    Optional<Holder> before = holder();
    if (!cause(trouble)) {
      return;
    }
    counts.addTrouble(trouble.name());
    if (before.filter(it -> !it.isAwake()).isPresent()) {
      measureTakeover(trouble + " of the holder", before.get());
    } else {
      say.printf("%s, holder %s%n", trouble, before.map(Holder::name).orElse("none"));
    }
  }

  /** Injects the fault; false if too few replicas work for one to take over. */
  private boolean cause(Trouble trouble) throws IOException, InterruptedException {
    return switch (trouble) {
      case KILL -> kill(randomWorking());
      case FREEZE -> freeze(randomWorking());
      // not && : where only two work, the one that is frozen alone counts as well
      case FREEZE_TWO -> freeze(randomWorking()) | freeze(randomWorking());
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
        counts.addEnded();
        say.println(replica.name() + " ended by itself");
        replica.start();
      }
    }
  }

  /** A random replica, if several work; one that is still starting could not take over. */
  private Optional<ReplicaProcess> randomWorking() {
    ReplicaOverview all = group.overview();
    List<ReplicaProcess> working = replicas.stream().filter(it -> it.isReady(all)).toList();
    return working.size() < 2
        ? Optional.empty()
        : Optional.of(working.get(random.nextInt(working.size())));
  }

  private boolean kill(Optional<ReplicaProcess> victim) {
    victim.ifPresent(ReplicaProcess::kill);
    victim.ifPresent(it -> later.schedule(it::start, random.nextInt(2, 10), TimeUnit.SECONDS));
    return victim.isPresent();
  }

  private boolean freeze(Optional<ReplicaProcess> victim) throws IOException, InterruptedException {
    if (victim.isPresent()) {
      victim.get().freeze();
      wakeUps.add(
          later.schedule(() -> wakeUp(victim.get()), random.nextInt(5, 46), TimeUnit.SECONDS));
    }
    return victim.isPresent();
  }

  /** Freezes the holder and another until {@link #calm}; returns when the third has taken over. */
  void freezeAllButOne() throws IOException, InterruptedException {
    Holder holder = holder().orElseThrow();
    List<ReplicaProcess> order =
        replicas.stream().sorted(Comparator.comparing(it -> it != holder.process())).toList();
    for (ReplicaProcess replica : order.subList(0, order.size() - 1)) {
      replica.freeze();
    }
    measureTakeover("two frozen, with the holder", holder);
  }

  private void measureTakeover(String what, Holder before) throws InterruptedException {
    long began = System.nanoTime();
    boolean kept = !awaitNextHolder(before);
    double seconds = (System.nanoTime() - began) / 1e9;
    if (kept) {
      say.printf("%s %s: woken up while its lease lasted%n", what, before.name());
      return;
    }
    counts.addTakeover(seconds);
    say.printf("%s %s: taken over after %.1f s%n", what, before.name(), seconds);
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
    wakeUps.forEach(it -> it.cancel(false));
    wakeUps.clear();
    replicas.forEach(ReplicaChaos::wakeUp);
    reviveEnded();
    long began = System.nanoTime();
    while (!isEverybodyReady() && System.nanoTime() - began < PATIENCE.toNanos()) {
      TimeUnit.MILLISECONDS.sleep(500);
    }
  }

  private boolean isEverybodyReady() {
    ReplicaOverview all = group.overview();
    return replicas.stream().allMatch(it -> it.isReady(all));
  }

  /**
   * Waits until the wallet has its next holder, which may be the same replica started anew; false
   * if the one before was woken up in time and holds on.
   */
  private boolean awaitNextHolder(Holder before) throws InterruptedException {
    long began = System.nanoTime();
    while (System.nanoTime() - began < PATIENCE.toNanos()) {
      Optional<Holder> now = holder();
      if (now.isPresent() && now.get().fence() != before.fence()) {
        return true;
      }
      if (now.isPresent() && before.isAwake()) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
    return true;
  }

  private record Holder(ReplicaProcess process, long pid, long fence) {
    /** False also when another process was started in its place. */
    boolean isAwake() {
      return process.works() && process.pid() == pid;
    }

    String name() {
      return process.name();
    }
  }

  /** Who holds the wallet; empty if nobody does or the server does not reply. */
  private Optional<Holder> holder() {
    ReplicaOverview all = group.overview();
    return all.leases().stream()
        .filter(it -> it.worker().equals(wallet) && it.alive())
        .findFirst()
        .flatMap(lease -> holder(lease, all));
  }

  private Optional<Holder> holder(WalletLease lease, ReplicaOverview all) {
    return all.replicas().stream()
        .filter(it -> it.id().equals(lease.holder()))
        .map(ReplicaInfo::name)
        .flatMap(name -> replicas.stream().filter(it -> it.name().equals(name)))
        .map(it -> new Holder(it, it.pid(), lease.fence()))
        .findFirst();
  }

  Map<String, Object> toJsonFields() {
    return counts.toJsonFields();
  }

  @Override
  public void close() {
    later.shutdownNow();
  }
}
