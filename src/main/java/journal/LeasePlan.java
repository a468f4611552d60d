package journal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import journal.entry.WalletLease;

/**
 * What a replica should do about its wallets' leases: take free ones up to its share, ask a replica
 * that has two more than itself for one, and hand over what it was asked for.
 *
 * @param take free wallets to take
 * @param ask wallets to ask their holders for
 * @param handOver wallets that another replica asks this one for
 * @param overdue those of {@code handOver} that it has been asking for a while
 */
record LeasePlan(List<String> take, List<String> ask, List<String> handOver, List<String> overdue) {
  /** After this a wallet changes hands also while a window is open, if nothing is under way. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

  /**
   * @param me id of this replica
   * @param leases of the wallets that this replica has the keys of
   * @param alive ids of the replicas that live, this one included
   * @param neglected wallets that have been free for a while, whoever's share they are
   */
  static LeasePlan of(
      String me, List<WalletLease> leases, Set<String> alive, Set<String> neglected) {
    long mine = leases.stream().filter(it -> it.isHeldBy(me)).count();
    int share = (leases.size() + alive.size() - 1) / Math.max(1, alive.size());
    List<String> take = new ArrayList<>();
    for (WalletLease lease : leases) {
      boolean within = mine + take.size() < share || neglected.contains(lease.worker());
      if (!lease.alive() && within) {
        take.add(lease.worker());
      }
    }
    List<WalletLease> wanted =
        leases.stream()
            .filter(it -> it.isHeldBy(me) && isWanted(it, alive) && !it.wantedBy().equals(me))
            .toList();
    return new LeasePlan(
        take,
        findToAskFor(me, leases, alive, mine + take.size()),
        wanted.stream().map(WalletLease::worker).toList(),
        wanted.stream()
            .filter(it -> it.waited().compareTo(LONGEST_WAIT) >= 0)
            .map(WalletLease::worker)
            .toList());
  }

  private static boolean isWanted(WalletLease lease, Set<String> alive) {
    return lease.wantedBy() != null && alive.contains(lease.wantedBy());
  }

  /** One after the other from whoever has most, until nobody has two more. */
  private static List<String> findToAskFor(
      String me, List<WalletLease> leases, Set<String> alive, long held) {
    Map<String, List<String>> others = new TreeMap<>();
    long mine = held;
    for (WalletLease lease : leases) {
      if (lease.alive() && !lease.holder().equals(me)) {
        if (!isWanted(lease, alive)) {
          others.computeIfAbsent(lease.holder(), it -> new ArrayList<>()).add(lease.worker());
        } else if (lease.wantedBy().equals(me)) {
          mine++;
        }
      }
    }
    List<String> ask = new ArrayList<>();
    List<String> most = largest(others);
    while (most.size() - mine - ask.size() >= 2) {
      ask.add(most.remove(most.size() - 1));
      most = largest(others);
    }
    return ask;
  }

  private static List<String> largest(Map<String, List<String>> others) {
    return others.values().stream()
        .reduce((a, b) -> b.size() > a.size() ? b : a)
        .orElseGet(ArrayList::new);
  }
}
