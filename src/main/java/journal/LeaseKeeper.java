package journal;

import base.DaemonThreads;
import base.ErrorText;
import domain.Failure;
import domain.FailureReason;
import domain.WindowKey;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import journal.database.JournalSchema;
import journal.database.LeaseConnection;
import journal.entry.ReplicaInfo;
import journal.entry.ReplicaOverview;
import journal.entry.WalletLease;
import journal.store.LeaseRows;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps this replica's leases alive on a connection and a thread of its own, so that no work and no
 * other question delays a renewal.
 */
final class LeaseKeeper implements WalletLeases, StepFence {
  private static final Logger LOG = LoggerFactory.getLogger(LeaseKeeper.class);

  private static final Duration ROUND = Duration.ofSeconds(2);

  /** Rounds after which a free wallet is taken beyond the own share. */
  private static final int NEGLECTED = 3;

  private static final List<String> UNDER_WAY = List.of("claimed", "signed", "sent");
  private static final List<String> UNCLOSED = List.of("open", "claimed", "signed", "sent");

  /** What this replica is, and may work for. */
  record Replica(ReplicaInfo info, Supplier<String> chainId, Collection<String> workers) {}

  private final LeaseConnection connection;
  private final Replica replica;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("wallet-leases"));
  final HeldLeases held;
  private final Map<String, Integer> freeRounds = new HashMap<>();
  private final List<Runnable> roundListeners = new CopyOnWriteArrayList<>();
  private volatile ReplicaOverview overview = ReplicaOverview.NONE;
  private long answeredAt = System.nanoTime();
  private volatile Failure fault;

  LeaseKeeper(LeaseConnection connection, Replica replica) {
    this.connection = connection;
    this.replica = replica;
    this.held = new HeldLeases(replica.info().id(), LeaseRows.TTL);
  }

  /** Makes the first round at once. */
  LeaseKeeper start() {
    runRound();
    long pause = ROUND.toMillis();
    thread.scheduleWithFixedDelay(this::runRound, pause, pause, TimeUnit.MILLISECONDS);
    return this;
  }

  /** Never throws, which would end the rounds: what failed is tried again in the next one. */
  void runRound() {
    try {
      tryRound();
      roundListeners.forEach(Runnable::run);
    } catch (Throwable e) {
      LOG.error("leases: internal fault", e);
      fault =
          new Failure.Retry(
              FailureReason.INTERNAL, "the leases cannot be renewed: " + ErrorText.describe(e));
    }
  }

  private void tryRound() {
    try {
      String chain = replica.chainId().get();
      if (!chain.isEmpty()) {
        long began = System.nanoTime();
        overview = connection.use(h -> runRound(h, chain));
        answeredAt = System.nanoTime();
        held.update(overview.leases(), began);
      }
      fault = null;
    } catch (Failure e) {
      if (fault == null) {
        LOG.warn("leases: {}", e.getMessage());
      }
      fault = e;
      Duration silent = Duration.ofNanos(System.nanoTime() - answeredAt);
      overview = new ReplicaOverview(overview.replicas(), overview.leases(), silent);
    }
  }

  private ReplicaOverview runRound(Handle handle, String chain) {
    LeaseRows rows = new LeaseRows(handle, chain, replica.info().id());
    rows.renew(replica.info(), JournalSchema.NEWEST);
    ReplicaOverview now = LeaseRows.readOverview(handle, chain);
    List<String> needed = Stream.concat(replica.workers().stream(), Stream.of(ALERTS)).toList();
    if (!now.leases().stream()
        .map(WalletLease::worker)
        .collect(Collectors.toSet())
        .containsAll(needed)) {
      rows.prepare(needed); // in the first round, and where the server has lost what it said
      now = LeaseRows.readOverview(handle, chain);
    }
    return changeLeases(rows, now) ? LeaseRows.readOverview(handle, chain) : now;
  }

  /** Whether there was anything to change. */
  private boolean changeLeases(LeaseRows rows, ReplicaOverview now) {
    List<WalletLease> ours =
        now.leases().stream().filter(it -> replica.workers().contains(it.worker())).toList();
    LeasePlan plan = LeasePlan.of(replica.info().id(), ours, living(now), neglected(ours));
    rows.take(plan.take());
    boolean nobodyAlerts =
        now.leases().stream().anyMatch(it -> it.worker().equals(ALERTS) && !it.alive());
    rows.take(nobodyAlerts ? List.of(ALERTS) : List.of());
    rows.askFor(plan.ask());
    Set<String> handOver = new HashSet<>(plan.handOver());
    handOver.removeAll(rows.findWithOpenRows(plan.handOver(), UNCLOSED));
    Set<String> overdue = new HashSet<>(plan.overdue());
    overdue.removeAll(rows.findWithOpenRows(plan.overdue(), UNDER_WAY));
    handOver.addAll(overdue);
    rows.handOver(handOver);
    return nobodyAlerts || !plan.take().isEmpty() || !handOver.isEmpty();
  }

  private static Set<String> living(ReplicaOverview now) {
    return now.replicas().stream()
        .filter(ReplicaInfo::alive)
        .map(ReplicaInfo::id)
        .collect(Collectors.toSet());
  }

  private Set<String> neglected(List<WalletLease> ours) {
    ours.forEach(
        it -> freeRounds.compute(it.worker(), (w, n) -> it.alive() ? 0 : n == null ? 1 : n + 1));
    return freeRounds.entrySet().stream()
        .filter(it -> it.getValue() > NEGLECTED)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  @Override
  public boolean isHeld(String worker) {
    return held.isHeld(worker);
  }

  @Override
  public boolean holdsAny() {
    return replica.workers().stream().anyMatch(this::isHeld);
  }

  @Override
  public void requireHeld(Handle handle, WindowKey key) {
    boolean allowed =
        replica.workers().contains(key.worker())
            ? isHeldInStep(handle, key.chainId(), key.worker())
            : LeaseRows.holdFreeUntilCommit(handle, key.chainId(), key.worker());
    if (!allowed) {
      throw new Failure.Skip(
          FailureReason.JOURNAL,
          "window %s: this replica does not work for wallet %s any more, so nothing is changed"
              .formatted(key.label(), key.worker()));
    }
  }

  @Override
  public boolean isHeldInStep(Handle handle, String worker) {
    return isHeldInStep(handle, replica.chainId().get(), worker);
  }

  /** Also where this process thinks that it has passed: the database's clock decides. */
  private boolean isHeldInStep(Handle handle, String chain, String worker) {
    return LeaseRows.holdUntilCommit(
        handle, chain, worker, replica.info().id(), held.fence(worker));
  }

  @Override
  public void onGained(Consumer<String> before, Consumer<String> after) {
    held.onGained(before, after);
  }

  @Override
  public boolean isResponsibleFor(String worker) {
    return replica.workers().contains(worker) ? isHeld(worker) : holdsAny();
  }

  @Override
  public Optional<Failure> fault() {
    return Optional.ofNullable(fault);
  }

  @Override
  public ReplicaOverview overview() {
    return overview;
  }

  @Override
  public String replicaId() {
    return replica.info().id();
  }

  @Override
  public void onRound(Runnable listener) {
    roundListeners.add(listener);
  }

  /** Leaves the wallets to the others at once. */
  @Override
  public void close() {
    thread.shutdownNow();
    try {
      thread.awaitTermination(LeaseRows.TTL.toSeconds(), TimeUnit.SECONDS);
      connection.use(
          h -> {
            new LeaseRows(h, "", replica.info().id()).leave();
            return null;
          });
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.debug("the leases pass by themselves", e);
    } finally {
      held.clear();
      connection.close();
    }
  }
}
