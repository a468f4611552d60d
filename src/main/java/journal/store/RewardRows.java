package journal.store;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Map;
import journal.entry.RewardOwner;
import org.jdbi.v3.core.Handle;

/** Rewards that were taken up, by the block that paid them. */
public final class RewardRows {
  private RewardRows() {}

  /**
   * @return how many of them nobody had taken up before
   */
  public static int insert(
      Handle handle, Instant at, RewardOwner owner, Map<Long, BigInteger> byHeight) {
    return byHeight.entrySet().stream()
        .mapToInt(
            it ->
                handle.execute(
                    "insert into reward (chain_id, topic, height, worker, uallo, at)"
                        + " values (?, ?, ?, ?, ?, ?) on conflict do nothing",
                    owner.chainId(),
                    owner.topic(),
                    it.getKey(),
                    owner.worker(),
                    it.getValue().toString(),
                    at.toEpochMilli()))
        .sum();
  }

  /** Height of the newest one taken up; 0 for none. */
  public static long newestHeight(Handle handle, RewardOwner owner) {
    return handle
        .createQuery(
            "select coalesce(max(height), 0) from reward"
                + " where chain_id = ? and topic = ? and worker = ?")
        .bind(0, owner.chainId())
        .bind(1, owner.topic())
        .bind(2, owner.worker())
        .mapTo(Long.class)
        .one();
  }
}
