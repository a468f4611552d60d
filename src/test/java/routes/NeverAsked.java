package routes;

import chain.Allora;
import chain.FeePolicy;
import chain.Network;
import chain.Pace;
import routes.allora.Workers;
import wallet.Wallet;

/** A worker for routes whose network endpoints are mocked: it is looked up and never called. */
final class NeverAsked {
  private NeverAsked() {}

  static Workers workers() {
    char[] words = ("abandon ".repeat(11) + "about").toCharArray();
    return Workers.one(
        new Allora(
            Network.preset("devnet"),
            Wallet.fromMnemonic(words),
            Pace.real(),
            FeePolicy.standard()));
  }
}
