package journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * All that counts about two replicas, the database and the chain while they deal with one window.
 *
 * @param database its rows, as text without times
 * @param lanes of the two replicas
 * @param budget of what may still go wrong
 */
record InterleavedState(String database, List<Lane> lanes, Chain chain, Budget budget) {
  /**
   * What a replica has in memory.
   *
   * @param life 0, or 1 after a crash
   * @param fence number of the lease that it thinks to hold, 0 for none
   * @param task what it does next, with what it knew when it decided so
   */
  record Lane(int life, long fence, InterleavedTask task) {
    Lane with(InterleavedTask next) {
      return new Lane(life, fence, next);
    }

    Lane swapped() {
      return with(task.swapped());
    }

    Lane withFence(long number) {
      return new Lane(life, number, task);
    }
  }

  /**
   * What the chain has of this window.
   *
   * @param offered hashes that a replica has tried to send
   * @param received hashes that got into the mempool
   * @param dead hashes that it refused for ever, or that failed in a block
   * @param included hashes in blocks, in order, whose inference is stored
   */
  record Chain(
      Set<String> offered,
      Set<String> received,
      Set<String> dead,
      List<String> included,
      boolean over) {
    static final Chain EMPTY = new Chain(Set.of(), Set.of(), Set.of(), List.of(), false);

    boolean takes(String hash) {
      return !over && !dead.contains(hash);
    }

    boolean isPending(String hash) {
      return received.contains(hash) && !dead.contains(hash) && !included.contains(hash);
    }

    Chain withOffered(String hash) {
      return new Chain(with(offered, hash), received, dead, included, over);
    }

    Chain withReceived(String hash) {
      return new Chain(with(offered, hash), with(received, hash), dead, included, over);
    }

    Chain withDead(String hash) {
      return new Chain(offered, received, with(dead, hash), included, over);
    }

    Chain withIncluded(String hash) {
      List<String> all = new ArrayList<>(included);
      all.add(hash);
      return new Chain(offered, received, dead, List.copyOf(all), over);
    }

    Chain swapped() {
      return new Chain(
          swap(offered),
          swap(received),
          swap(dead),
          included.stream().map(InterleavedRows::swap).toList(),
          over);
    }

    private static Set<String> swap(Set<String> some) {
      return some.stream()
          .map(InterleavedRows::swap)
          .collect(Collectors.toCollection(TreeSet::new));
    }

    Chain closed() {
      return new Chain(offered, received, dead, included, true);
    }

    private static Set<String> with(Set<String> some, String one) {
      Set<String> all = new TreeSet<>(some);
      all.add(one);
      return all;
    }
  }

  /** How often each thing may still happen. */
  record Budget(int expiries, int crashes, int lostReplies, int refusals) {
    Budget afterExpiry() {
      return new Budget(expiries - 1, crashes, lostReplies, refusals);
    }

    Budget afterCrash() {
      return new Budget(expiries, crashes - 1, lostReplies, refusals);
    }

    Budget afterLostReply() {
      return new Budget(expiries, crashes, lostReplies - 1, refusals);
    }

    Budget afterRefusal() {
      return new Budget(expiries, crashes, lostReplies, refusals - 1);
    }
  }

  InterleavedState with(int replica, Lane lane) {
    List<Lane> next = replica == 0 ? List.of(lane, lanes.get(1)) : List.of(lanes.get(0), lane);
    return new InterleavedState(database, next, chain, budget);
  }

  InterleavedState with(Chain next) {
    return new InterleavedState(database, lanes, next, budget);
  }

  InterleavedState with(Budget left) {
    return new InterleavedState(database, lanes, chain, left);
  }

  InterleavedState with(String rows) {
    return new InterleavedState(rows, lanes, chain, budget);
  }
}
