package journal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import journal.InterleavedState.Budget;
import journal.InterleavedState.Chain;
import journal.InterleavedState.Lane;
import journal.InterleavedState.Step;

/**
 * Every state that any order of events leads to, breadth first, so that the first broken promise
 * has the shortest story.
 */
final class InterleavingExploration {
  private final InterleavedReplicas replicas;
  private final Map<InterleavedState, String> stories = new LinkedHashMap<>();
  private final Map<InterleavedState, List<InterleavedState>> backwards = new LinkedHashMap<>();
  private final Deque<InterleavedState> next = new ArrayDeque<>();
  private Optional<String> broken = Optional.empty();
  private int transitions;

  InterleavingExploration(InterleavedReplicas replicas) {
    this.replicas = replicas;
  }

  int states() {
    return stories.size();
  }

  int transitions() {
    return transitions;
  }

  /** The promise with the story that broke it. */
  Optional<String> broken() {
    return broken;
  }

  void explore(Budget budget) {
    InterleavedState initial = replicas.initial(budget);
    stories.put(initial, "");
    next.add(initial);
    while (!next.isEmpty() && broken.isEmpty()) {
      InterleavedState state = next.poll();
      moveReplica(state, 0);
      moveReplica(state, 1);
      moveWorld(state);
    }
  }

  private void moveReplica(InterleavedState state, int replica) {
    String name = replica == 0 ? "a" : "b";
    Lane lane = state.lanes().get(replica);
    if (replicas.roundChangesSomething(state, replica)) {
      visit(state, name + " round", replicas.round(state, replica));
    }
    if (lane.step() == Step.BROADCAST) {
      broadcast(state, replica, name);
    } else if (lane.fence() > 0 && (lane.step() != Step.LOOK || !KeptPromises.isClosed(state))) {
      writeRow(state, replica, name);
    }
    if (state.budget().crashes() > 0 && lane.life() == 0 && lane.fence() > 0) {
      Lane reborn = new Lane(1, 0, Step.LOOK, null);
      visit(
          state, name + " crashes", state.with(replica, reborn).with(state.budget().afterCrash()));
    }
  }

  private void writeRow(InterleavedState state, int replica, String name) {
    Lane lane = state.lanes().get(replica);
    InterleavedState after = replicas.step(state, replica);
    boolean written = !after.database().equals(state.database());
    if (written && !KeptPromises.isHolder(state, name + lane.life())) {
      broken = Optional.of(name + " changed a row without the lease: " + stories.get(state));
    }
    visit(state, name + " " + lane.step(), after);
    if (written && state.budget().lostReplies() > 0) {
      visit(
          state,
          name + " " + lane.step() + ", reply lost",
          after.with(replica, lane.at(Step.LOOK, null)).with(state.budget().afterLostReply()));
    }
  }

  /** A lost reply is a doubt: the lane marks it as sent all the same, and settlement sees. */
  private void broadcast(InterleavedState state, int replica, String name) {
    Lane lane = state.lanes().get(replica);
    Chain chain = state.chain();
    String hash = lane.attempt().hash();
    InterleavedState sent =
        state.with(replica, lane.at(replicas.stepAfterBroadcast(), lane.attempt()));
    InterleavedState refused =
        state.with(replica, lane.at(Step.MARK_DEAD, lane.attempt())).with(chain.withDead(hash));
    visit(state, name + " BROADCAST, request lost", sent.with(chain.withOffered(hash)));
    if (chain.takes(hash)) {
      visit(state, name + " BROADCAST", sent.with(chain.withReceived(hash)));
    }
    if (chain.dead().contains(hash)) {
      visit(state, name + " BROADCAST, refused again", refused);
    } else if (state.budget().refusals() > 0 && !chain.knows(hash) && !chain.over()) {
      visit(state, name + " BROADCAST, refused", refused.with(state.budget().afterRefusal()));
    }
  }

  private void moveWorld(InterleavedState state) {
    Chain chain = state.chain();
    if (state.budget().expiries() > 0 && InterleavedRows.isHeld(state.database())) {
      visit(state, "the lease passes", replicas.expire(state).with(state.budget().afterExpiry()));
    }
    if (!chain.over()) {
      chain.received().stream()
          .filter(it -> !chain.included().contains(it))
          .forEach(it -> visit(state, "block with " + it, state.with(chain.withIncluded(it))));
      visit(state, "the window closes", state.with(chain.closed()));
    }
  }

  private void visit(InterleavedState from, String event, InterleavedState to) {
    transitions++;
    backwards.computeIfAbsent(to, it -> new ArrayList<>()).add(from);
    if (!stories.containsKey(to)) {
      String story = stories.get(from) + event + "; ";
      stories.put(to, story);
      next.add(to);
      KeptPromises.findBroken(from, to).ifPresent(it -> broken = Optional.of(it + ": " + story));
    }
  }

  /** Stories of the states from which nothing closes the row, though a lease may still be had. */
  List<String> stuck() {
    Set<InterleavedState> closing = new HashSet<>();
    Deque<InterleavedState> open = new ArrayDeque<>();
    stories.keySet().stream().filter(KeptPromises::isClosed).forEach(open::add);
    while (!open.isEmpty()) {
      InterleavedState state = open.poll();
      if (closing.add(state)) {
        open.addAll(backwards.getOrDefault(state, List.of()));
      }
    }
    return stories.entrySet().stream()
        .filter(it -> !closing.contains(it.getKey()) && it.getKey().budget().expiries() > 0)
        .map(Map.Entry::getValue)
        .toList();
  }
}
