package devnet;

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
 * commits what is due, and a ticker does so when nobody asks.
 */
public final class Devnet implements AutoCloseable {
  /** Blocks behind the clock of which a websocket still hears. */
  private static final int NEWS = 100;

  private final SimClock clock;
  private final Judge judge = new Judge();
  private final Ledger ledger;
  private final MarketApi prices;
  private final Vertx vertx;
  private final List<Endpoint> rest;
  private final List<Endpoint> rpc;
  private final List<Endpoint> grpc;
  private final List<Subscriptions> sockets;
  private final Endpoint market;
  private final ScheduledExecutorService ticker;

  private Devnet(DevnetOptions options) {
    clock = new SimClock(options.start(), options.wall(), options.speed());
    prices = new MarketApi(CandleSource.of(options), clock);
    ledger = new Ledger(options, judge);
    vertx = Vertx.vertx(quiet());
    RestApi api = new RestApi(ledger, judge);
    GrpcApi grpcApi = new GrpcApi(api::answer);
    RpcApi rpcApi = new RpcApi(ledger, grpcApi);
    DevnetOptions.Ports ports = options.ports();
    sockets = each(options, it -> new Subscriptions(rpcApi, ledger::block));
    ledger.listen(it -> tell(it, options.blockTime().multipliedBy(NEWS)));
    rest = each(options, it -> open(api::answer, quietly(), port(ports.rest(), it)));
    rpc = each(options, it -> open(rpcApi::answer, socket(it), port(ports.rpc(), it)));
    grpc = each(options, it -> open(grpcApi::answer, quietly(), port(ports.grpc(), it)));
    market = open(prices::answer, quietly(), ports.market());
    ticker = Executors.newSingleThreadScheduledExecutor(it -> daemon(it, "devnet-ticker"));
    long pause = (long) (options.blockTime().toNanos() / options.speed() / 4);
    long nanos = Math.max(1_000_000, Math.min(pause, 250_000_000));
    ticker.scheduleWithFixedDelay(this::tick, nanos, nanos, TimeUnit.NANOSECONDS);
  }

  /** Starts everything on loopback; a port that is taken is an IllegalStateException. */
  public static Devnet start(DevnetOptions options) {
    return new Devnet(options);
  }

  static VertxOptions quiet() {
    return new VertxOptions()
        .setEventLoopPoolSize(2)
        .setWorkerPoolSize(1)
        .setInternalBlockingPoolSize(1)
        .setFileSystemOptions(
            new FileSystemOptions()
                .setFileCachingEnabled(false)
                .setClassPathResolvingEnabled(false));
  }

  private static Thread daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  private static <T> List<T> each(DevnetOptions options, IntFunction<T> make) {
    return IntStream.range(0, options.endpoints()).mapToObj(make).toList();
  }

  private static int port(int first, int index) {
    return first == 0 ? 0 : first + index;
  }

  private static Consumer<HttpServer> quietly() {
    return it -> {};
  }

  private Consumer<HttpServer> socket(int index) {
    return it -> it.webSocketHandler(sockets.get(index)::accept);
  }

  private Endpoint open(Function<Call, Reply> answer, Consumer<HttpServer> setup, int port) {
    return new Endpoint(
        vertx,
        call -> {
          tick();
          return answer.apply(call);
        },
        () -> ledger.latest().height(),
        setup,
        port);
  }

  /** Thousands of blocks that a leap of the clock has brought are nobody's news. */
  private void tell(Block block, Duration news) {
    if (!block.time().plus(news).isBefore(clock.instant())) {
      sockets.forEach(it -> it.publish(block));
    }
  }

  private void tick() {
    ledger.advance(clock.instant());
  }

  /** Base of the first REST node. */
  public URI rest() {
    return rest.get(0).uri();
  }

  /** All REST nodes of the one ledger, to be made to fail one by one. */
  public List<Endpoint> nodes() {
    return rest;
  }

  /** Base of the first CometBFT RPC node; its websocket is under {@code /websocket}. */
  public URI rpc() {
    return rpc.get(0).uri();
  }

  /** All CometBFT RPC nodes. */
  public List<Endpoint> rpcNodes() {
    return rpc;
  }

  /** All gRPC nodes, without TLS. */
  public List<Endpoint> grpcNodes() {
    return grpc;
  }

  /** Websockets of the RPC nodes, in the same order. */
  public List<Subscriptions> sockets() {
    return sockets;
  }

  /** Where the faucet takes its form. */
  public URI faucet() {
    return rest().resolve("/api/request");
  }

  /** Base of the market; prices are under {@code /tiingo/crypto/prices}. */
  public URI market() {
    return market.uri();
  }

  /** The market's server, to be made to fail. */
  public Endpoint marketNode() {
    return market;
  }

  /** What a scenario may change while the network runs. */
  public Controls controls() {
    return new Controls(ledger, prices, clock);
  }

  /** Chain time. */
  public SimClock clock() {
    return clock;
  }

  public Judge judge() {
    return judge;
  }

  /** Committed height, after committing what is due. */
  public long height() {
    tick();
    return ledger.latest().height();
  }

  @Override
  public void close() {
    ticker.shutdownNow();
    Wait.on(vertx.close());
  }
}
