package routes.allora;

import chain.Allora;
import domain.Failure;
import domain.Reason;
import domain.WindowKey;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The wallets of this daemon as workers on the network: which of them answers which topic. Each has
 * one client, and with it one owner of its sequence numbers.
 */
public final class Workers implements AutoCloseable {
  private final Map<String, Allora> byAddress = new TreeMap<>();
  private final Map<Long, Allora> byTopic;
  private final Allora usual;

  /**
   * @param usual answers the topics that name no wallet
   * @param byTopic the others; two clients of one address are a mistake of the caller
   */
  public Workers(Allora usual, Map<Long, Allora> byTopic) {
    this.usual = usual;
    this.byTopic = Map.copyOf(byTopic);
    byAddress.put(usual.worker(), usual);
    byTopic.values().forEach(it -> byAddress.put(it.worker(), it));
  }

  /** One wallet for every topic. */
  public static Workers one(Allora allora) {
    return new Workers(allora, Map.of());
  }

  public Allora of(long topic) {
    return byTopic.getOrDefault(topic, usual);
  }

  /** Who knows the chain's general facts; all do. */
  public Allora any() {
    return usual;
  }

  /** Whether one of the wallets has this address. */
  public boolean has(String worker) {
    return byAddress.containsKey(worker);
  }

  public List<Allora> all() {
    return List.copyOf(byAddress.values());
  }

  /** Who may ask for this window, and sends what is signed: its own worker, if it is still here. */
  Allora asking(WindowKey key) {
    return byAddress.getOrDefault(key.worker(), usual);
  }

  /**
   * Who signs for this window.
   *
   * @throws Failure.Skip if its worker is not configured any more
   */
  Allora signing(WindowKey key) {
    Allora worker = byAddress.get(key.worker());
    if (worker == null) {
      throw new Failure.Skip(
          Reason.KEY,
          "window "
              + key.label()
              + ": it was claimed for "
              + key.worker()
              + ", whose key is not configured any more");
    }
    return worker;
  }

  @Override
  public void close() {
    byAddress.values().forEach(Allora::close);
  }
}
