package app;

import base.ExitCode;
import domain.Failure;
import wallet.Wallet;

/**
 * What only the operator can give: a key for the chain and a token for the market. What is missing
 * of both is said at once, so that nobody has to come back twice.
 */
final class Credentials {
  private static final String NO_TOKEN =
      "the Tiingo token is missing: set TIINGO_API_KEY (an account is free)";

  private Credentials() {}

  /**
   * @throws Failure.Stop with exit code 77 without a usable key, 78 without a token where Tiingo is
   *     the only source
   */
  static Wallet wallet(Settings settings, String name) {
    try {
      Wallet wallet = new Wallets(settings).wallet(name);
      if (onlyTiingo(settings) && tokenMissing(settings)) {
        throw new Failure.Stop(
            domain.Reason.CONFIGURATION, ExitCode.CONFIGURATION, "market: " + NO_TOKEN);
      }
      return wallet;
    } catch (Failure.Stop e) {
      if (e.exitCode() != ExitCode.KEY || !tokenMissing(settings)) {
        throw e;
      }
      String more = onlyTiingo(settings) ? "" : "; until then the other market sources serve";
      throw new Failure.Stop(
          e.reason(), e.exitCode(), e.getMessage() + "\n  besides, " + NO_TOKEN + more);
    }
  }

  /** Whether Tiingo itself is to be asked, and there is nothing to show it. */
  static boolean tokenMissing(Settings settings) {
    return settings.text("market.tiingo.token").isEmpty() && settings.sources().contains("tiingo");
  }

  static boolean onlyTiingo(Settings settings) {
    return settings.sources().equals(java.util.List.of("tiingo"));
  }
}
