package chain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chain.model.FeePolicy;
import chain.model.Network;
import chain.model.NodeEndpoint;
import chain.model.Timeouts;
import devnet.Devnet;
import devnet.StubWallClock;
import devnet.ledger.DevnetOptions;
import devnet.ledger.GenesisAccount;
import devnet.ledger.SubmissionRecorder;
import devnet.server.FaultPolicy;
import domain.Claim;
import domain.Provenance;
import domain.Window;
import domain.market.DataOrigin;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;

/** A worker against the simulated network over real HTTP; time stands until it is told to go. */
public final class ChainClientFixture implements AutoCloseable {
  private final StubWallClock wallClock = new StubWallClock();
  public final Devnet devnet;
  public final AlloraClient allora;

  public ChainClientFixture(UnaryOperator<DevnetOptions> options) {
    this(options, FeePolicy.standard(), network -> network);
  }

  public ChainClientFixture(
      UnaryOperator<DevnetOptions> options, FeePolicy fees, UnaryOperator<Network> network) {
    DevnetOptions standard =
        DevnetOptions.standard()
            .withWallClock(wallClock)
            .withAccounts(List.of(GenesisAccount.fundedWorker(StubNetwork.WORKER)));
    devnet = Devnet.start(options.apply(standard));
    allora = worker(fees, network);
  }

  /** One more program with the same key. */
  public AlloraClient worker(FeePolicy fees, UnaryOperator<Network> network) {
    List<NodeEndpoint> nodes =
        devnet.restNodes().stream().map(node -> NodeEndpoint.parse("rest+" + node.uri())).toList();
    return new AlloraClient(
        network.apply(Network.preset("devnet").withEndpoints(nodes)),
        StubNetwork.WALLET,
        new Timeouts(1, () -> Duration.between(Instant.EPOCH, wallClock.instant()).toNanos()),
        fees);
  }

  public void blocks(long count) {
    forward(Duration.ofSeconds(5 * count));
  }

  public void forward(Duration time) {
    wallClock.forward(time);
  }

  /** As {@link #blocks} up to a height, with every block made. */
  public void skipTo(long height) {
    blocks(height - devnet.height());
    assertEquals(height, devnet.height(), "blocks are made when somebody asks");
  }

  /** The first window of topic 67, just open. */
  public Window opened() {
    blocks(2);
    return allora.newestOpenWindow(67).orElseThrow();
  }

  public Claim claim(Window window, String value) {
    return new Claim(window, value, provenance(new DataOrigin.SimulatedMarket("devnet")));
  }

  public static Provenance provenance(DataOrigin origin) {
    return new Provenance(origin, Instant.EPOCH, 1, "in", "model", "test");
  }

  public void script(FaultPolicy script) {
    devnet.restNodes().get(0).setFaultPolicy(script);
  }

  public SubmissionRecorder.NonceRecord truth(Window window) {
    return devnet
        .submissions()
        .nonceRecord(window.topic(), window.key().role(), window.nonce())
        .orElseThrow();
  }

  @Override
  public void close() {
    allora.close();
    devnet.close();
  }
}
