package wiring;

import chain.AlloraClient;
import chain.model.Timeouts;
import config.Settings;
import config.WalletSettings;
import domain.TopicSpec;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import routes.allora.WorkerClients;
import wallet.Mnemonic;
import wallet.Wallet;

/** One network client for each wallet in use; two names for one address share it. */
public final class WorkerClientFactory {
  private final Settings settings;
  private final WalletSettings wallets;

  public WorkerClientFactory(Settings settings) {
    this.settings = settings;
    this.wallets = new WalletSettings(settings);
  }

  /** As {@link #buildClients(Pace)}, at the pace of the settings. */
  public WorkerClients buildClients() {
    return buildClients(Timeouts.withSpeed(settings.speed()));
  }

  /**
   * A client for each wallet in use; two names for one address share it.
   *
   * @throws domain.Failure.Stop with exit code 77 or 78 if a key is missing, or the network cannot
   *     be told from the settings
   */
  WorkerClients buildClients(Timeouts timeouts) {
    ComponentFactory factory = new ComponentFactory(settings, InstantSource.system());
    Map<String, AlloraClient> byAddress = new TreeMap<>();
    Map<Long, AlloraClient> byTopic = new TreeMap<>();
    for (TopicSpec topic : settings.topics()) {
      Wallet wallet = CredentialCheck.requireWallet(settings, wallets.walletName(topic.id()));
      byTopic.put(
          topic.id(),
          byAddress.computeIfAbsent(
              wallet.address(), it -> factory.alloraClient(wallet, timeouts)));
    }
    return new WorkerClients(byTopic.get(settings.topics().get(0).id()), byTopic);
  }

  /** A wallet that nobody has, to ask a network under where there is no key. */
  public static Wallet randomWallet() {
    return Wallet.fromMnemonic(Mnemonic.generate(new SecureRandom()));
  }
}
