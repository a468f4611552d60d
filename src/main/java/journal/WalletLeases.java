package journal;

import domain.Failure;
import java.util.Optional;
import java.util.function.Consumer;
import journal.entry.ReplicaOverview;

/**
 * For which wallets this process works: a wallet's transactions are numbered, so one replica at a
 * time sends them. What is asked here saves requests; what keeps a second one out is that the
 * database refuses each of its steps.
 */
public interface WalletLeases extends AutoCloseable {
  /** Stands among the wallets for the right to send alerts. */
  String ALERTS = "alerts";

  /** Of the only process that may write, as with a journal in a file. */
  WalletLeases ALONE =
      new WalletLeases() {
        @Override
        public boolean isHeld(String worker) {
          return true;
        }
      };

  /** Whether this process works for the wallet, as far as it knows. */
  boolean isHeld(String worker);

  /** Whether this process looks after the rows of the wallet, which need not be one of its own. */
  default boolean isResponsibleFor(String worker) {
    return true;
  }

  /** Whether it works for any wallet. */
  default boolean holdsAny() {
    return true;
  }

  /**
   * From now on tells of each wallet just before, and after, this process begins to work for it.
   */
  default void onGained(Consumer<String> before, Consumer<String> after) {}

  /** Why the database could not be asked in the last round, if it could not. */
  default Optional<Failure> fault() {
    return Optional.empty();
  }

  /** As of the last round; empty without replicas. */
  default ReplicaOverview overview() {
    return ReplicaOverview.NONE;
  }

  /** Id of this replica; empty without others. */
  default String replicaId() {
    return "";
  }

  /** From now on tells of every round, also of one that failed. */
  default void onRound(Runnable listener) {}

  @Override
  default void close() {}
}
