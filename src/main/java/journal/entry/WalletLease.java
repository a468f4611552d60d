package journal.entry;

import java.time.Duration;
import java.time.Instant;

/**
 * That one replica works for a wallet.
 *
 * @param holder id of the replica, see {@link ReplicaInfo}
 * @param fence grows with each holder; a step with an older one is refused
 * @param alive whether it has not passed, by the database's clock
 * @param wantedBy id of the replica that asks for it, null for none
 * @param waited how long it has been asking; null for none
 */
public record WalletLease(
    String worker,
    String holder,
    long fence,
    Instant since,
    boolean alive,
    String wantedBy,
    Duration waited) {

  public boolean isHeldBy(String replica) {
    return alive && holder.equals(replica);
  }
}
