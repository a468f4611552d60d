package routes.allora;

import chain.AlloraClient;
import domain.Failure;
import domain.FailureReason;
import domain.WindowKey;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The wallets of this daemon as workers on the network: which of them submits to which topic. Each
 * has one client, and with it one owner of its sequence numbers.
 */
public final class WorkerClients implements AutoCloseable {
  private final Map<String, AlloraClient> byAddress = new TreeMap<>();
  private final Map<Long, AlloraClient> byTopic;
  private final AlloraClient usual;

  /**
   * @param usual submits to the topics that name no wallet
   * @param byTopic the others; two clients of one address are a mistake of the caller
   */
  public WorkerClients(AlloraClient usual, Map<Long, AlloraClient> byTopic) {
    this.usual = usual;
    this.byTopic = Map.copyOf(byTopic);
    byAddress.put(usual.workerAddress(), usual);
    byTopic.values().forEach(it -> byAddress.put(it.workerAddress(), it));
  }

  /** One wallet for every topic. */
  public static WorkerClients singleWallet(AlloraClient allora) {
    return new WorkerClients(allora, Map.of());
  }

  public AlloraClient forTopic(long topic) {
    return byTopic.getOrDefault(topic, usual);
  }

  /** Who knows the chain's general facts; all do. */
  public AlloraClient defaultClient() {
    return usual;
  }

  /** Whether one of the wallets has this address. */
  public boolean hasAddress(String worker) {
    return byAddress.containsKey(worker);
  }

  public List<AlloraClient> allClients() {
    return List.copyOf(byAddress.values());
  }

  /** Who may ask for this window, and sends what is signed: its own worker, if it is still here. */
  AlloraClient forWindowOrDefault(WindowKey key) {
    return byAddress.getOrDefault(key.worker(), usual);
  }

  /**
   * Who signs for this window.
   *
   * @throws Failure.Skip if its worker is not configured any more
   */
  AlloraClient requireSigner(WindowKey key) {
    AlloraClient worker = byAddress.get(key.worker());
    if (worker == null) {
      throw new Failure.Skip(
          FailureReason.KEY,
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
    byAddress.values().forEach(AlloraClient::close);
  }
}
