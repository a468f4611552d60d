package journal.store;

import domain.NetworkInference;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** The network's own inferences by epoch; the first answer to an epoch stays. */
public final class NetworkInferenceRows {
  private NetworkInferenceRows() {}

  public static int insert(Handle handle, String chainId, long topic, NetworkInference inference) {
    return handle
        .createUpdate(
            "insert into network_inference (chain_id, topic, nonce, value)"
                + " values (:chain, :topic, :nonce, :value) on conflict do nothing")
        .bind("chain", chainId)
        .bind("topic", topic)
        .bind("nonce", inference.nonce())
        .bind("value", inference.value())
        .execute();
  }

  /** Values of a topic by nonce, from a nonce on. */
  public static Map<Long, Double> find(Handle handle, String chainId, long topic, long from) {
    Map<Long, Double> values = new HashMap<>();
    handle
        .createQuery(
            "select nonce, value from network_inference"
                + " where chain_id = :chain and topic = :topic and nonce >= :from")
        .bind("chain", chainId)
        .bind("topic", topic)
        .bind("from", from)
        .map((r, c) -> values.put(r.getLong("nonce"), r.getDouble("value")))
        .list();
    return values;
  }
}
