package devnet;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * The simulated network and market, running. Blocks follow {@link #clock()}: every request first
 * commits what is due, and a ticker does so when nobody asks.
 */
public final class Devnet implements AutoCloseable {
  private final SimClock clock;
  private final Judge judge = new Judge();
  private final Ledger ledger;
  private final MarketApi prices;
  private final Vertx vertx;
  private final List<Endpoint> rest;
  private final Endpoint market;
  private final ScheduledExecutorService ticker;

  private Devnet(DevnetOptions options) {
    clock = new SimClock(options.start(), options.wall(), options.speed());
    prices = new MarketApi(candles(options), clock);
    ledger = new Ledger(options, judge);
    vertx = Vertx.vertx(quiet());
    RestApi api = new RestApi(ledger, judge);
    DevnetOptions.Ports ports = options.ports();
    rest =
        IntStream.range(0, options.endpoints())
            .mapToObj(it -> open(api::answer, ports.rest() == 0 ? 0 : ports.rest() + it))
            .toList();
    market = open(prices::answer, ports.market());
    ticker = Executors.newSingleThreadScheduledExecutor(it -> daemon(it, "devnet-ticker"));
    long pause = (long) (options.blockTime().toNanos() / options.speed() / 4);
    long nanos = Math.max(1_000_000, Math.min(pause, 250_000_000));
    ticker.scheduleWithFixedDelay(this::tick, nanos, nanos, TimeUnit.NANOSECONDS);
  }

  /** Starts everything on loopback; a port that is taken is an IllegalStateException. */
  public static Devnet start(DevnetOptions options) {
    return new Devnet(options);
  }

  private static CandleSource candles(DevnetOptions options) {
    if (options.candles().isEmpty()) {
      return new GeneratedCandles(options.seed());
    }
    FileCandles file = new FileCandles(options.candles().get());
    Instant start = options.start();
    if (start.isBefore(file.first()) || start.isAfter(file.last().plus(Duration.ofHours(1)))) {
      throw new IllegalArgumentException(
          "%s spans %s to %s: start the chain inside it, not at %s"
              .formatted(options.candles().get(), file.first(), file.last(), start));
    }
    return file;
  }

  private static VertxOptions quiet() {
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

  private Endpoint open(java.util.function.Function<Call, Reply> answer, int port) {
    return new Endpoint(
        vertx,
        call -> {
          tick();
          return answer.apply(call);
        },
        it -> {},
        port);
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

  /** Base of the market; prices are under {@code /tiingo/crypto/prices}. */
  public URI market() {
    return market.uri();
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
