package app;

import chain.Allora;
import chain.Pace;
import domain.TopicSpec;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import routes.allora.Workers;
import wallet.Mnemonic;
import wallet.Wallet;

/** One network client for each wallet in use; two names for one address share it. */
final class WorkerClientFactory {
  private final Settings settings;
  private final Wallets wallets;

  WorkerClientFactory(Settings settings) {
    this.settings = settings;
    this.wallets = new Wallets(settings);
  }

  /** As {@link #workers(Pace)}, at the pace of the settings. */
  Workers workers() {
    return workers(Pace.at(settings.speed()));
  }

  /**
   * A client for each wallet in use; two names for one address share it.
   *
   * @throws domain.Failure.Stop with exit code 77 or 78 if a key is missing, or the network cannot
   *     be told from the settings
   */
  Workers workers(Pace pace) {
    Wiring wiring = new Wiring(settings, InstantSource.system());
    Map<String, Allora> byAddress = new TreeMap<>();
    Map<Long, Allora> byTopic = new TreeMap<>();
    for (TopicSpec topic : settings.topics()) {
      Wallet wallet = Credentials.wallet(settings, wallets.name(topic.id()));
      byTopic.put(
          topic.id(),
          byAddress.computeIfAbsent(wallet.address(), it -> wiring.allora(wallet, pace)));
    }
    return new Workers(byTopic.get(settings.topics().get(0).id()), byTopic);
  }

  /** A wallet that nobody has, to ask a network under where there is no key. */
  static Wallet nobody() {
    return Wallet.fromMnemonic(Mnemonic.generate(new SecureRandom()));
  }
}
