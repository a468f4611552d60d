package journal;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import journal.entry.WalletLease;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a replica knows to hold, until a little before the database would say otherwise. */
final class HeldLeases {
  private static final Logger LOG = LoggerFactory.getLogger(HeldLeases.class);

  /**
   * @param until by {@link System#nanoTime}
   */
  private record Held(long fence, long until) {
    boolean lasts() {
      return System.nanoTime() - until < 0;
    }
  }

  private final String me;
  private final Duration lasting;
  private final List<Consumer<String>> beforeGain = new CopyOnWriteArrayList<>();
  private final List<Consumer<String>> afterGain = new CopyOnWriteArrayList<>();
  private volatile Map<String, Held> held = Map.of();

  /**
   * @param me id of this replica
   */
  HeldLeases(String me, Duration ttl) {
    this.me = me;
    this.lasting = ttl.minus(ttl.dividedBy(10));
  }

  void onGained(Consumer<String> before, Consumer<String> after) {
    beforeGain.add(before);
    afterGain.add(after);
    held.keySet().forEach(after);
  }

  boolean isHeld(String worker) {
    Held lease = held.get(worker);
    return lease != null && lease.lasts();
  }

  /** Fence number of the lease, also after it has passed by our clock; 0 for none. */
  long fence(String worker) {
    Held lease = held.get(worker);
    return lease == null ? 0 : lease.fence();
  }

  /**
   * Takes over what a round found, and tells what has changed.
   *
   * @param began moment before the database was asked, by {@link System#nanoTime}
   */
  void update(List<WalletLease> leases, long began) {
    Map<String, Held> before = held;
    long until = began + lasting.toNanos();
    Map<String, Held> now =
        leases.stream()
            .filter(it -> it.isHeldBy(me))
            .collect(Collectors.toMap(WalletLease::worker, it -> new Held(it.fence(), until)));
    List<WalletLease> gained =
        leases.stream()
            .filter(it -> now.containsKey(it.worker()) && fence(it.worker()) != it.fence())
            .toList();
    gained.forEach(lease -> beforeGain.forEach(it -> it.accept(lease.worker())));
    held = now;
    gained.forEach(lease -> afterGain.forEach(it -> it.accept(lease.worker())));
    gained.forEach(
        it -> LOG.info("lease of {}: held by this replica, fence {}", it.worker(), it.fence()));
    leases.stream()
        .filter(it -> before.containsKey(it.worker()) && !now.containsKey(it.worker()))
        .forEach(it -> LOG.warn("lease of {}: held by replica {} now", it.worker(), it.holder()));
  }

  void clear() {
    held = Map.of();
  }
}
