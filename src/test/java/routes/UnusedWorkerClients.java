package routes;

import chain.AlloraClient;
import chain.model.FeePolicy;
import chain.model.Network;
import chain.model.Timeouts;
import routes.allora.WorkerClients;
import wallet.Wallet;

/** A worker for routes whose network endpoints are mocked: it is looked up and never called. */
final class UnusedWorkerClients {
  private UnusedWorkerClients() {}

  static WorkerClients workers() {
    char[] words = ("abandon ".repeat(11) + "about").toCharArray();
    return WorkerClients.singleWallet(
        new AlloraClient(
            Network.preset("devnet"),
            Wallet.fromMnemonic(words),
            Timeouts.realTime(),
            FeePolicy.standard()));
  }
}
