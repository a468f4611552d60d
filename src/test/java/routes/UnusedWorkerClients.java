package routes;

import chain.AlloraClient;
import chain.model.FeePolicy;
import chain.model.Network;
import chain.model.NodeEndpoint;
import chain.model.Timeouts;
import java.util.List;
import laws.RefusingPort;
import routes.allora.WorkerClients;
import wallet.Wallet;

/** A worker for routes whose network endpoints are mocked: whatever it asks is refused. */
final class UnusedWorkerClients {
  private UnusedWorkerClients() {}

  static WorkerClients workers() {
    char[] words = ("abandon ".repeat(11) + "about").toCharArray();
    return WorkerClients.singleWallet(
        new AlloraClient(
            Network.preset("devnet")
                .withEndpoints(
                    List.of(NodeEndpoint.parse("rest+http://" + RefusingPort.address()))),
            Wallet.fromMnemonic(words),
            Timeouts.realTime(),
            FeePolicy.standard()));
  }
}
