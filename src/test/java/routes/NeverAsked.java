package routes;

import chain.Allora;
import chain.FeePolicy;
import chain.Network;
import chain.Pace;
import wallet.Wallet;

/** A client for routes whose network endpoints are mocked: it is looked up and never called. */
final class NeverAsked {
  private NeverAsked() {}

  static Allora allora() {
    char[] words = ("abandon ".repeat(11) + "about").toCharArray();
    return new Allora(
        Network.preset("devnet"), Wallet.fromMnemonic(words), Pace.real(), FeePolicy.standard());
  }
}
