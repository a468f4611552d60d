package chain;

import devnet.Devnet;
import devnet.DevnetOptions;
import devnet.GenesisAccount;
import devnet.Judge;
import devnet.Script;
import devnet.StubClock;
import domain.Claim;
import domain.Origin;
import domain.Provenance;
import domain.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;

/** A worker against the simulated network over real HTTP; time stands until it is told to go. */
final class Rig implements AutoCloseable {
  private final StubClock wall = new StubClock();
  final Devnet devnet;
  final Allora allora;

  Rig(UnaryOperator<DevnetOptions> options) {
    this(options, FeePolicy.standard(), network -> network);
  }

  Rig(UnaryOperator<DevnetOptions> options, FeePolicy fees, UnaryOperator<Network> network) {
    DevnetOptions standard =
        DevnetOptions.standard()
            .withWall(wall)
            .withAccounts(List.of(GenesisAccount.worker(StubNetwork.WORKER)));
    devnet = Devnet.start(options.apply(standard));
    allora = worker(fees, network);
  }

  /** One more program with the same key. */
  Allora worker(FeePolicy fees, UnaryOperator<Network> network) {
    List<Endpoint> nodes =
        devnet.nodes().stream().map(node -> Endpoint.parse("rest+" + node.uri())).toList();
    return new Allora(
        network.apply(Network.preset("devnet").withEndpoints(nodes)),
        StubNetwork.WALLET,
        new Pace(1, () -> Duration.between(Instant.EPOCH, wall.instant()).toNanos()),
        fees);
  }

  void blocks(long count) {
    wall.forward(Duration.ofSeconds(5 * count));
  }

  /** The first window of topic 67, just open. */
  Window opened() {
    blocks(2);
    return allora.window(67).orElseThrow();
  }

  Claim claim(Window window, String value) {
    return new Claim(window, value, provenance(new Origin.Simulated("devnet")));
  }

  static Provenance provenance(Origin origin) {
    return new Provenance(origin, Instant.EPOCH, 1, "in", "model", "test");
  }

  void script(Script script) {
    devnet.nodes().get(0).script(script);
  }

  Judge.NonceRecord truth(Window window) {
    return devnet.judge().nonces(window.topic()).stream()
        .filter(record -> record.nonce() == window.nonce())
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void close() {
    allora.close();
    devnet.close();
  }
}
