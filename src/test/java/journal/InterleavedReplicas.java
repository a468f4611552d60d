package journal;

import domain.Failure;
import domain.FailureReason;
import domain.WindowKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import journal.InterleavedState.Budget;
import journal.InterleavedState.Chain;
import journal.InterleavedState.Lane;
import journal.InterleavedState.Step;
import journal.database.JournalDatabase;
import journal.database.JournalLocation;
import journal.entry.ReplicaInfo;
import journal.entry.SubmissionVerifier;
import journal.entry.WalletLease;
import journal.store.LeaseRows;
import org.jdbi.v3.core.Handle;

/** Two replicas with the real journal and the real leases on a real server, moved by hand. */
final class InterleavedReplicas implements AutoCloseable {

  /** What is planted to see that it is found. */
  enum Planted {
    NOTHING,
    NO_FENCE,
    SENT_BEFORE_SIGNED,
    LEASE_BY_LOCAL_CLOCK
  }

  /** A replica's life: its keeper, and the journal that writes with its leases. */
  private record Life(LeaseKeeper keeper, Journal journal) {}

  private final Planted planted;
  private final JournalDatabase store;
  private final List<List<Life>> lives = new ArrayList<>();

  InterleavedReplicas(JournalLocation.PostgresServer server, Planted planted) {
    this.planted = planted;
    store = JournalDatabase.openAsReplica(server, SubmissionVerifier.NONE);
    InterleavedRows.install(store);
    store.write(
        h -> {
          new LeaseRows(h, JournalSamples.key(InterleavedLane.NONCE).chainId(), "")
              .prepare(List.of(JournalSamples.WORKER));
          return null;
        });
    for (String name : List.of("a", "b")) {
      lives.add(List.of(life(name + 0), life(name + 1)));
    }
  }

  private Life life(String id) {
    ReplicaInfo info = new ReplicaInfo(id, id, "1", null, null, true);
    List<String> workers = List.of(JournalSamples.WORKER);
    LeaseKeeper keeper =
        new LeaseKeeper(
            store.leaseConnection(),
            new LeaseKeeper.Replica(
                info, () -> JournalSamples.key(InterleavedLane.NONCE).chainId(), workers));
    return new Life(
        keeper,
        Journal.openWith(
            store, JournalSamples.CLOCK, JournalReader.ALL_NETWORKS, keeper, fence(keeper)));
  }

  private StepFence fence(LeaseKeeper keeper) {
    return switch (planted) {
      case NO_FENCE -> StepFence.NONE;
      case LEASE_BY_LOCAL_CLOCK -> new LocalFence(keeper);
      default -> keeper;
    };
  }

  /** Trusts what the process remembers. */
  private record LocalFence(LeaseKeeper keeper) implements StepFence {
    @Override
    public void requireHeld(Handle handle, WindowKey key) {
      if (!isHeldInStep(handle, key.worker())) {
        throw new Failure.Skip(FailureReason.JOURNAL, "not held, as far as we know");
      }
    }

    @Override
    public boolean isHeldInStep(Handle handle, String worker) {
      return keeper.held.fence(worker) > 0;
    }
  }

  InterleavedState initial(Budget budget) {
    Lane idle = new Lane(0, 0, Step.LOOK, null);
    Chain chain = new Chain(Set.of(), Set.of(), Set.of(), List.of(), false);
    return new InterleavedState(InterleavedRows.dump(store), List.of(idle, idle), chain, budget);
  }

  /** Puts database and memories where they were. */
  private Life restore(InterleavedState state, int replica) {
    InterleavedRows.restore(store, state.database());
    Lane lane = state.lanes().get(replica);
    Life life = lives.get(replica).get(lane.life());
    String id = life.keeper().replicaId();
    List<WalletLease> held =
        lane.fence() == 0
            ? List.of()
            : List.of(
                new WalletLease(
                    JournalSamples.WORKER, id, lane.fence(), Instant.EPOCH, true, null, null));
    life.keeper().held.update(held, System.nanoTime() + Duration.ofDays(1).toNanos());
    return life;
  }

  /** The keeper's round: renews, or takes what is free. */
  InterleavedState round(InterleavedState state, int replica) {
    Life life = restore(state, replica);
    life.keeper().runRound();
    Lane lane = state.lanes().get(replica);
    return state
        .with(replica, lane.withFence(life.keeper().held.fence(JournalSamples.WORKER)))
        .with(InterleavedRows.dump(store));
  }

  /** Everybody's lease passes by the database's clock. */
  InterleavedState expire(InterleavedState state) {
    return state.with(InterleavedRows.expire(state.database()));
  }

  /** Not where it would only renew, or find that another holds the wallet as it knows. */
  boolean roundChangesSomething(InterleavedState state, int replica) {
    Lane lane = state.lanes().get(replica);
    String id = lives.get(replica).get(lane.life()).keeper().replicaId();
    boolean held = InterleavedRows.isHeld(state.database());
    boolean ours = held && state.database().contains("\"holder\": \"" + id + "\"");
    return !held || ours != lane.fence() > 0;
  }

  /** The next durable step of the lane, and what its reply tells it. */
  InterleavedState step(InterleavedState state, int replica) {
    Life life = restore(state, replica);
    Lane before = state.lanes().get(replica);
    boolean early = planted == Planted.SENT_BEFORE_SIGNED;
    Lane after;
    try {
      after = InterleavedLane.takeStep(life.journal(), state.chain(), before, early, id(life));
    } catch (Failure.Skip | Failure.Retry refused) {
      after = before.at(Step.LOOK, null);
    }
    InterleavedState moved = state.with(InterleavedRows.dump(store));
    return moved.with(replica, after);
  }

  /** What follows when a transaction is on its way, as far as the replica knows. */
  Step stepAfterBroadcast() {
    return planted == Planted.SENT_BEFORE_SIGNED ? Step.SIGN_AND_WRITE : Step.MARK_SENT;
  }

  private static String id(Life life) {
    return life.keeper().replicaId();
  }

  @Override
  public void close() {
    lives.forEach(all -> all.forEach(it -> it.keeper().close()));
    store.close();
  }
}
