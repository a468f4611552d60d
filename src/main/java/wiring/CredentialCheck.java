package wiring;

import base.ExitStatus;
import config.Settings;
import config.WalletSettings;
import domain.Failure;
import wallet.Wallet;

/**
 * What only the operator can give: a key for the chain and a token for the market. What is missing
 * of both is said at once, so that nobody has to come back twice.
 */
public final class CredentialCheck {
  private static final String NO_TOKEN =
      "the Tiingo token is missing: set TIINGO_API_KEY (an account is free)";

  private CredentialCheck() {}

  /**
   * @throws Failure.Stop with exit code 77 without a usable key, 78 without a token where Tiingo is
   *     the only source
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
        && settings.defaultSources().contains("tiingo");
  }

  public static boolean isTiingoOnlySource(Settings settings) {
    return settings.defaultSources().equals(java.util.List.of("tiingo"));
  }
}
