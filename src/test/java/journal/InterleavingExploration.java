package journal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import journal.InterleavedState.Budget;
import journal.InterleavedState.Chain;
import journal.InterleavedState.Lane;
import journal.InterleavedTask.Broadcast;
import journal.InterleavedTask.Look;
import journal.InterleavedTask.WriteDead;

/**
 * Every state that any order of events leads to, breadth first, so that the first broken promise
 * has the shortest story.
 */
final class InterleavingExploration {
  private final InterleavedReplicas replicas;
  private final InterleavedStates states = new InterleavedStates();
  private final Map<String, String> events = new HashMap<>();
  private final List<int[]> transitions = new ArrayList<>();
  private final List<Origin> origins = new ArrayList<>();

  /**
   * How a state was reached first.
   *
   * @param turned whether it was taken for the one with the replicas swapped
   */
  private record Origin(int before, String event, boolean turned) {}

  private int present;
  private Optional<String> broken = Optional.empty();

  InterleavingExploration(InterleavedReplicas replicas) {
    this.replicas = replicas;
  }

  int states() {
    return states.size();
  }

  int transitions() {
    return transitions.size();
  }

  /** The promise with the story that broke it. */
  Optional<String> broken() {
    return broken;
  }

  void explore(Budget budget) {
    states.of(replicas.initial(budget));
    origins.add(new Origin(-1, "", false));
    for (present = 0; present < states() && broken.isEmpty(); present++) {
      InterleavedState state = states.get(present);
      moveReplica(state, 0);
      moveReplica(state, 1);
      moveWorld(state);
    }
  }

  private void moveReplica(InterleavedState state, int replica) {
    Lane lane = state.lanes().get(replica);
    if (isDone(state)) {
      return;
    }
    if (replicas.roundChangesSomething(state, replica)) {
      InterleavedState after = replicas.round(state, replica);
      visit(InterleavedRows.NAMES.get(replica) + " round", after);
      loseReply(InterleavedRows.NAMES.get(replica) + " round", state, after.with(replica, lane));
    }
    if (lane.task() instanceof Broadcast it) {
      broadcast(state, replica, it);
    } else if (!(lane.task() instanceof Look)
        || lane.fence() > 0 && !KeptPromises.isClosed(state)) {
      runTask(state, replica);
    }
    if (state.budget().crashes() > 0 && lane.life() == 0 && lane.fence() > 0) {
      Lane reborn = new Lane(1, 0, InterleavedTask.LOOK);
      visit(
          InterleavedRows.NAMES.get(replica) + " crashes",
          state.with(replica, reborn).with(state.budget().afterCrash()));
    }
  }

  /** Nothing that a replica still has in mind can change the row. */
  private static boolean isDone(InterleavedState state) {
    return KeptPromises.isClosed(state)
        && state.lanes().stream().allMatch(it -> it.task() instanceof Look);
  }

  private void runTask(InterleavedState state, int replica) {
    Lane lane = state.lanes().get(replica);
    String event = InterleavedRows.NAMES.get(replica) + " " + lane.task();
    InterleavedState after = replicas.step(state, replica);
    boolean written = !after.database().equals(state.database());
    if (written
        && !KeptPromises.isHolder(state, InterleavedRows.NAMES.get(replica) + lane.life())) {
      broken = Optional.of(event + " changed a row without the lease: " + story(present));
    }
    visit(event, after);
    if (!(lane.task() instanceof Look)) {
      InterleavedState failed = state.with(replica, lane.with(InterleavedTask.LOOK));
      loseReply(event, state, failed.with(after.database()));
      loseReply(event + ", not committed", state, failed);
    }
  }

  private void loseReply(String event, InterleavedState before, InterleavedState after) {
    if (before.budget().lostReplies() > 0) {
      visit(event + ", reply lost", after.with(before.budget().afterLostReply()));
    }
  }

  /** A lost reply is a doubt: the lane marks it as sent all the same, and settlement sees. */
  private void broadcast(InterleavedState state, int replica, Broadcast task) {
    Chain chain = state.chain();
    String hash = task.attempt().hash();
    String event = InterleavedRows.NAMES.get(replica) + " broadcasts " + hash;
    Lane lane = state.lanes().get(replica);
    InterleavedState sent = state.with(replica, lane.with(replicas.afterBroadcast(task.attempt())));
    InterleavedState refused =
        state
            .with(replica, lane.with(new WriteDead(task.attempt())))
            .with(chain.withOffered(hash).withDead(hash));
    visit(event + ", request lost", sent.with(chain.withOffered(hash)));
    if (chain.takes(hash)) {
      visit(event + ", with or without a reply", sent.with(chain.withReceived(hash)));
    }
    if (chain.dead().contains(hash)) {
      visit(event + ", refused again", refused);
    } else if (state.budget().refusals() > 0
        && chain.takes(hash)
        && !chain.received().contains(hash)) {
      visit(event + ", refused", refused.with(state.budget().afterRefusal()));
    }
  }

  private void moveWorld(InterleavedState state) {
    Chain chain = state.chain();
    if (state.budget().expiries() > 0
        && !isDone(state)
        && InterleavedRows.isHeld(state.database())) {
      visit("the lease passes", replicas.expire(state).with(state.budget().afterExpiry()));
    }
    if (chain.over()) {
      return;
    }
    for (String hash : chain.received()) {
      if (chain.isPending(hash)) {
        visit("block with " + hash, state.with(chain.withIncluded(hash)));
        if (state.budget().refusals() > 0) {
          visit(
              hash + " fails in a block",
              state.with(chain.withDead(hash)).with(state.budget().afterRefusal()));
        }
      }
    }
    visit("the window closes", state.with(chain.closed()));
  }

  private void visit(String event, InterleavedState to) {
    int before = states();
    int number = states.of(to);
    transitions.add(new int[] {present, number});
    if (number == before) {
      origins.add(
          new Origin(present, events.computeIfAbsent(event, it -> it), states.isTurned(to)));
      if (broken.isEmpty()) {
        broken =
            KeptPromises.findBroken(states.get(present), to).map(it -> it + ": " + story(number));
      }
    }
  }

  private String story(int number) {
    Deque<Origin> way = new ArrayDeque<>();
    for (int at = number; at > 0; at = origins.get(at).before()) {
      way.push(origins.get(at));
    }
    StringBuilder story = new StringBuilder();
    boolean turned = false;
    for (Origin origin : way) {
      story.append(turned ? InterleavedRows.swap(origin.event()) : origin.event()).append("; ");
      turned ^= origin.turned();
    }
    return story.toString();
  }

  /** Stories of the states from which nothing closes the row, though a lease may still be had. */
  List<String> stuck() {
    BitSet closing = new BitSet();
    IntStream.range(0, states())
        .filter(it -> KeptPromises.isClosed(states.get(it)))
        .forEach(closing::set);
    for (int before = -1; before != closing.cardinality(); ) {
      before = closing.cardinality();
      for (int i = transitions.size() - 1; i >= 0; i--) {
        if (closing.get(transitions.get(i)[1])) {
          closing.set(transitions.get(i)[0]);
        }
      }
    }
    return IntStream.range(0, states())
        .filter(it -> !closing.get(it) && states.get(it).budget().expiries() > 0)
        .mapToObj(this::story)
        .toList();
  }
}
