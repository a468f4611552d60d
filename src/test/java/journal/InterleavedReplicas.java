package journal;

import domain.Attempt;
import domain.Failure;
import domain.FailureReason;
import domain.WindowKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import journal.InterleavedState.Budget;
import journal.InterleavedState.Chain;
import journal.InterleavedState.Lane;
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

  /** Questions after which the server should take away the rows that were deleted. */
  private static final int CLEANED_AFTER = 50;

  private final Planted planted;
  private final JournalDatabase store;
  private final List<List<Life>> lives = new ArrayList<>();
  private final Map<Question, Reply> replies = new HashMap<>();
  private String present = "";

  /** All that a step of the program depends on; nothing else of the state is given to it. */
  private record Question(
      String database,
      int replica,
      Lane lane,
      Set<String> received,
      Set<String> dead,
      List<String> included,
      boolean over) {}

  /**
   * @param taken whether the lease has a new number, so that the other's is an old one
   */
  private record Reply(String database, Lane lane, boolean taken) {}

  InterleavedReplicas(JournalLocation.PostgresServer server, Planted planted) {
    this.planted = planted;
    store = JournalDatabase.openAsReplica(server, SubmissionVerifier.NONE);
    InterleavedRows.install(store);
    store.write(
        h -> {
          new LeaseRows(h, JournalSamples.key(InterleavedTask.NONCE).chainId(), "")
              .prepare(List.of(JournalSamples.WORKER));
          return null;
        });
    for (String name : InterleavedRows.NAMES) {
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
                info, () -> JournalSamples.key(InterleavedTask.NONCE).chainId(), workers));
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
    Lane idle = new Lane(0, 0, InterleavedTask.LOOK);
    return new InterleavedState(
        InterleavedRows.renumber(InterleavedRows.dump(store)),
        List.of(idle, idle),
        Chain.EMPTY,
        budget);
  }

  /** Each question is put to the real journal once: many states differ in what it cannot see. */
  private InterleavedState ask(
      InterleavedState state,
      int replica,
      Lane lane,
      Chain chain,
      BiFunction<Life, Lane, Lane> act) {
    Chain seen = lane.task() instanceof InterleavedTask.Look ? chain : Chain.EMPTY;
    Question question =
        new Question(
            state.database(),
            replica,
            lane,
            seen.received(),
            seen.dead(),
            seen.included(),
            seen.over());
    Reply reply = replies.get(question);
    if (reply == null) {
      Lane after = act.apply(restore(state.database(), replica, lane), lane);
      if (!(lane.task() instanceof InterleavedTask.Look)) {
        present = InterleavedRows.dump(store);
      }
      reply = renumber(present, after);
      replies.put(question, reply);
      if (replies.size() % CLEANED_AFTER == 0) {
        InterleavedRows.clean(store);
      }
    }
    InterleavedState next = state.with(reply.database()).with(replica, reply.lane());
    Lane other = state.lanes().get(1 - replica);
    return reply.taken() && other.fence() > 0
        ? next.with(1 - replica, other.withFence(InterleavedRows.OLD_FENCE))
        : next;
  }

  /** Of a fence number it counts only whether it is the newest. */
  private static Reply renumber(String rows, Lane lane) {
    String next = InterleavedRows.renumber(rows);
    boolean taken = !next.equals(rows);
    return new Reply(
        next, taken && lane.fence() > 0 ? lane.withFence(InterleavedRows.FENCE) : lane, taken);
  }

  /** How often the real journal was asked. */
  int questions() {
    return replies.size();
  }

  /** Puts database and memories where they were. */
  private Life restore(String database, int replica, Lane lane) {
    if (!present.equals(database)) {
      InterleavedRows.restore(store, database);
      present = database;
    }
    Life life = lives.get(replica).get(lane.life());
    List<WalletLease> held =
        lane.fence() == 0
            ? List.of()
            : List.of(
                new WalletLease(
                    JournalSamples.WORKER,
                    id(life),
                    lane.fence(),
                    Instant.EPOCH,
                    true,
                    null,
                    null));
    life.keeper().held.update(held, System.nanoTime() + Duration.ofDays(1).toNanos());
    return life;
  }

  /** The keeper's round: renews, or takes what is free. */
  InterleavedState round(InterleavedState state, int replica) {
    Lane lane = state.lanes().get(replica);
    InterleavedState moved =
        ask(
            state,
            replica,
            lane.with(new InterleavedTask.KeepLease()),
            Chain.EMPTY,
            (life, before) -> {
              life.keeper().runRound();
              return before.withFence(life.keeper().held.fence(JournalSamples.WORKER));
            });
    return moved.with(replica, lane.withFence(moved.lanes().get(replica).fence()));
  }

  /** Everybody's lease passes by the database's clock. */
  InterleavedState expire(InterleavedState state) {
    return state.with(InterleavedRows.expire(state.database()));
  }

  /** Not where it would only renew, or find that another holds the wallet as it knows. */
  boolean roundChangesSomething(InterleavedState state, int replica) {
    Lane lane = state.lanes().get(replica);
    boolean held = InterleavedRows.isHeld(state.database());
    String id = id(lives.get(replica).get(lane.life()));
    boolean ours = held && state.database().contains("\"holder\": \"" + id + "\"");
    return !held || ours != lane.fence() > 0;
  }

  /** The next durable step of the lane, and what its reply tells it. */
  InterleavedState step(InterleavedState state, int replica) {
    boolean early = planted == Planted.SENT_BEFORE_SIGNED;
    Chain chain = state.chain();
    return ask(
        state,
        replica,
        state.lanes().get(replica),
        chain,
        (life, before) -> {
          try {
            return before.with(before.task().run(life.journal(), chain, early, id(life)));
          } catch (Failure.Skip | Failure.Retry refused) {
            return before.with(InterleavedTask.LOOK);
          }
        });
  }

  /** What follows when a transaction is on its way, as far as the replica knows. */
  InterleavedTask afterBroadcast(Attempt attempt) {
    return planted == Planted.SENT_BEFORE_SIGNED
        ? new InterleavedTask.WriteSigned(attempt)
        : new InterleavedTask.WriteSent(attempt);
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
