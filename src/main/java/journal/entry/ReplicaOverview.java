package journal.entry;

import java.time.Duration;
import java.util.List;

/**
 * Who shares a journal, and who works for which wallet.
 *
 * @param lag how long the database took to answer
 */
public record ReplicaOverview(List<ReplicaInfo> replicas, List<WalletLease> leases, Duration lag) {
  /** Of a journal that one process has for itself. */
  public static final ReplicaOverview NONE =
      new ReplicaOverview(List.of(), List.of(), Duration.ZERO);

  public ReplicaOverview {
    replicas = List.copyOf(replicas);
    leases = List.copyOf(leases);
  }

  public boolean anyAlive() {
    return replicas.stream().anyMatch(ReplicaInfo::alive);
  }

  public boolean anyAliveOnThisHost() {
    return replicas.stream().anyMatch(it -> it.alive() && it.isOnThisHost());
  }

  /** Replicas seen at most so long before the newest word of any. */
  public long countSeenWithin(Duration lately) {
    return replicas.stream()
        .filter(
            it ->
                replicas.stream().noneMatch(x -> x.lastSeen().minus(lately).isAfter(it.lastSeen())))
        .count();
  }
}
