package wiring;

import base.ExitStatus;
import chain.AlloraClient;
import chain.model.Timeouts;
import config.Settings;
import config.WalletSettings;
import domain.Failure;
import domain.TopicSpec;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HashMap;
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
    Map<String, Wallet> byName = new HashMap<>(); // a key takes 30 ms to derive
    Map<String, AlloraClient> byAddress = new TreeMap<>();
    Map<Long, AlloraClient> byTopic = new TreeMap<>();
    for (TopicSpec topic : settings.topics()) {
      Wallet wallet =
          byName.computeIfAbsent(
              wallets.walletName(topic.id()), it -> CredentialCheck.requireWallet(settings, it));
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

  /**
   * What only the operator can give: a key for the chain and a token for the market. What is
   * missing of both is said at once, so that nobody has to come back twice.
   */
  public static final class CredentialCheck {
    private static final String NO_TOKEN =
        "the Tiingo token is missing: set TIINGO_API_KEY (an account is free)";

    private CredentialCheck() {}

    /**
     * @throws Failure.Stop with exit code 77 without a usable key, 78 without a token where Tiingo
     *     is the only source
     */
    static Wallet requireWallet(Settings settings, String name) {
      try {
        Wallet wallet = new WalletSettings(settings).loadWallet(name);
        if (isTiingoOnlySource(settings) && isTokenMissing(settings)) {
          throw new Failure.Stop(
              domain.FailureReason.CONFIGURATION, ExitStatus.CONFIGURATION, "market: " + NO_TOKEN);
        }
        return wallet;
      } catch (Failure.Stop e) {
        if (e.exitCode() != ExitStatus.KEY || !isTokenMissing(settings)) {
          throw e;
        }
        String more =
            isTiingoOnlySource(settings) ? "" : "; until then the other market sources serve";
        throw new Failure.Stop(
            e.reason(), e.exitCode(), e.getMessage() + "\n  also: " + NO_TOKEN + more);
      }
    }

    /** Whether Tiingo itself is to be asked, and there is nothing to show it. */
    public static boolean isTokenMissing(Settings settings) {
      return settings.text("market.tiingo.token").isEmpty()
          && settings.defaultSources().contains("tiingo")
          && settings.topics().stream().anyMatch(settings.modelSettings()::needsCandles);
    }

    public static boolean isTiingoOnlySource(Settings settings) {
      return settings.defaultSources().equals(java.util.List.of("tiingo"));
    }
  }
}
