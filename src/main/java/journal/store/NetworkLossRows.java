package journal.store;

import domain.ValueBundle;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/** The network's losses by nonce, as they were when it was closed. */
public final class NetworkLossRows {
  private NetworkLossRows() {}

  public static int insert(
      Handle handle, String chainId, long topic, long nonce, ValueBundle losses) {
    return handle
        .createUpdate(
            "insert into network_loss (chain_id, topic, nonce, losses)"
                + " values (:chain, :topic, :nonce, :losses) on conflict do nothing")
        .bind("chain", chainId)
        .bind("topic", topic)
        .bind("nonce", nonce)
        .bind("losses", losses.toText())
        .execute();
  }

  /** The newest of a topic, oldest first. */
  public static SortedMap<Long, ValueBundle> findNewest(
      Handle handle, String chainId, long topic, int limit) {
    SortedMap<Long, ValueBundle> losses = new TreeMap<>();
    handle
        .createQuery(
            "select nonce, losses from network_loss where chain_id = :chain and topic = :topic"
                + " order by nonce desc limit :limit")
        .bind("chain", chainId)
        .bind("topic", topic)
        .bind("limit", limit)
        .map((r, c) -> losses.put(r.getLong("nonce"), ValueBundle.parse(r.getString("losses"))))
        .list();
    return losses;
  }

  /** Puts the method by which the network measures a topic in the place of an earlier one. */
  public static int recordMethod(Handle handle, String chainId, long topic, String method) {
    return handle.execute(
        "insert into loss_method (chain_id, topic, method) values (?, ?, ?)"
            + " on conflict (chain_id, topic) do update set method = excluded.method",
        chainId,
        topic,
        method);
  }

  /**
   * @param chainId null for any network
   */
  public static Optional<String> findMethod(Handle handle, String chainId, long topic) {
    return handle
        .createQuery(
            "select method from loss_method where topic = :topic and chain_id = coalesce(:chain,"
                + " chain_id)")
        .bind("topic", topic)
        .bindByType("chain", chainId, String.class)
        .mapTo(String.class)
        .findFirst();
  }
}
