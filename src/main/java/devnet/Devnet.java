package devnet;

import base.DaemonThreads;
import devnet.block.ChainBlock;
import devnet.block.SimulatedChain;
import devnet.ledger.DevnetOptions;
import devnet.ledger.SubmissionRecorder;
import devnet.market.SimulatedCandleSource;
import devnet.market.TiingoMarketApi;
import devnet.rest.RestApi;
import devnet.rpc.GrpcApi;
import devnet.rpc.JsonRpcApi;
import devnet.rpc.WebSocketSubscriptions;
import devnet.server.DevnetRequest;
import devnet.server.DevnetResponse;
import devnet.server.FaultInjectingServer;
import devnet.server.LoopbackListener;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * The simulated network and market, running. Blocks follow {@link #clock()}: every request first
 * commits the blocks that are due, and a timer does so without requests.
 */
public final class Devnet implements AutoCloseable {
  /** Websockets get events of this many latest blocks only. */
  private static final int RECENT_BLOCKS = 100;

  private final SimulatedClock clock;
  private final SubmissionRecorder recorder = new SubmissionRecorder();
  private final SimulatedChain chain;
  private final TiingoMarketApi prices;
  private final Vertx vertx;
  private final List<FaultInjectingServer> rest;
  private final List<FaultInjectingServer> rpc;
  private final List<FaultInjectingServer> grpc;
  private final List<WebSocketSubscriptions> sockets;
  private final FaultInjectingServer market;
  private final ScheduledExecutorService ticker;

  private Devnet(DevnetOptions options) {
    clock = new SimulatedClock(options.start(), options.wallClock(), options.speed());
    prices = new TiingoMarketApi(SimulatedCandleSource.of(options), clock);
    chain = new SimulatedChain(options, recorder);
    vertx = Vertx.vertx(vertxOptions());
    RestApi api = new RestApi(chain, recorder);
    GrpcApi grpcApi = new GrpcApi(api::handle);
    JsonRpcApi rpcApi = new JsonRpcApi(chain, grpcApi);
    DevnetOptions.DevnetPorts ports = options.ports();
    sockets = perNode(options, it -> new WebSocketSubscriptions(rpcApi, chain::findBlock));
    chain.addBlockListener(
        it -> publishIfRecent(it, options.blockTime().multipliedBy(RECENT_BLOCKS)));
    rest = perNode(options, it -> openServer(api::handle, server -> {}, portOf(ports.rest(), it)));
    rpc =
        perNode(
            options,
            it ->
                openServer(
                    rpcApi::handle,
                    server -> server.webSocketHandler(sockets.get(it)::acceptConnection),
                    portOf(ports.rpc(), it)));
    grpc =
        perNode(options, it -> openServer(grpcApi::handle, server -> {}, portOf(ports.grpc(), it)));
    market = openServer(prices::handle, it -> {}, ports.market());
    ticker = Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("devnet-ticker"));
    long pause = (long) (options.blockTime().toNanos() / options.speed() / 4);
    long nanos = Math.max(1_000_000, Math.min(pause, 250_000_000));
    ticker.scheduleWithFixedDelay(this::commitDueBlocks, nanos, nanos, TimeUnit.NANOSECONDS);
  }

  /**
   * Starts all servers on loopback.
   *
   * @throws IllegalStateException if a port is taken
   */
  public static Devnet start(DevnetOptions options) {
    return new Devnet(options);
  }

  static VertxOptions vertxOptions() {
    return new VertxOptions()
        .setEventLoopPoolSize(2)
        .setWorkerPoolSize(1)
        .setInternalBlockingPoolSize(1)
        .setFileSystemOptions(
            new FileSystemOptions()
                .setFileCachingEnabled(false)
                .setClassPathResolvingEnabled(false));
  }

  private static <T> List<T> perNode(DevnetOptions options, IntFunction<T> make) {
    return IntStream.range(0, options.nodeCount()).mapToObj(make).toList();
  }

  private static int portOf(int first, int index) {
    return first == 0 ? 0 : first + index;
  }

  private FaultInjectingServer openServer(
      Function<DevnetRequest, DevnetResponse> answer, Consumer<HttpServer> setup, int port) {
    return new FaultInjectingServer(
        vertx,
        call -> {
          commitDueBlocks();
          return answer.apply(call);
        },
        () -> chain.latestBlock().height(),
        setup,
        port);
  }

  /** After a jump of the clock, the thousands of blocks made at once send no events. */
  private void publishIfRecent(ChainBlock block, Duration eventDelay) {
    if (!block.time().plus(eventDelay).isBefore(clock.instant())) {
      sockets.forEach(it -> it.publish(block));
    }
  }

  private void commitDueBlocks() {
    chain.commitDueBlocks(clock.instant());
  }

  /** Base of the first REST node. */
  public URI restUri() {
    return rest.get(0).uri();
  }

  /** All REST nodes; each serves the same ledger and can be made to fail alone. */
  public List<FaultInjectingServer> restNodes() {
    return rest;
  }

  /** Base of the first CometBFT RPC node; its websocket is under {@code /websocket}. */
  public URI rpcUri() {
    return rpc.get(0).uri();
  }

  public List<FaultInjectingServer> rpcNodes() {
    return rpc;
  }

  public List<FaultInjectingServer> grpcNodes() {
    return grpc;
  }

  public List<WebSocketSubscriptions> webSockets() {
    return sockets;
  }

  /** Address to which the faucet's form is posted. */
  public URI faucetUri() {
    return restUri().resolve("/api/request");
  }

  /** Base of the market; prices are under {@code /tiingo/crypto/prices}. */
  public URI marketUri() {
    return market.uri();
  }

  public FaultInjectingServer marketServer() {
    return market;
  }

  /** What a scenario may change while the network runs. */
  public DevnetControls controls() {
    return new DevnetControls(chain, prices, clock);
  }

  public SimulatedClock clock() {
    return clock;
  }

  public SubmissionRecorder submissions() {
    return recorder;
  }

  /** Committed height, after committing the blocks that are due. */
  public long height() {
    commitDueBlocks();
    return chain.latestBlock().height();
  }

  @Override
  public void close() {
    ticker.shutdownNow();
    LoopbackListener.await(vertx.close());
  }
}
