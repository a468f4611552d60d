package devnet.ledger;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Settings of a simulated network; each {@code with} method returns a changed copy. */
public final class DevnetOptions implements Cloneable {
  /** First loopback port of each kind of server, 0 for any; more nodes take the next numbers. */
  public record DevnetPorts(int rest, int rpc, int grpc, int market) {}

  private String chainId = "dromedary-devnet-1";
  private DevnetEmissionsVersion emissionsVersion = DevnetEmissionsVersion.V10;
  private List<GenesisTopic> topics = List.of(GenesisTopic.logReturnTopic(67));
  private Duration blockTime = Duration.ofSeconds(5);
  private double speed = 1;
  private Instant start = Instant.parse("2026-03-02T09:00:00Z");
  private long startHeight = 6_000_000;
  private InstantSource wallClock = InstantSource.system();
  private List<GenesisAccount> accounts = List.of();
  private BigDecimal gasPrice = BigDecimal.TEN;
  private Optional<Path> candleFile = Optional.empty();
  private long seed = 1;
  private Duration marketHistory = Duration.ofDays(3_650);
  private int nodeCount = 1;
  private DevnetPorts ports = new DevnetPorts(0, 0, 0, 0);
  private int competitors = 0;

  private DevnetOptions() {}

  /** Topic 67 at speed 1 with emissions v10, generated candles, and no funded account. */
  public static DevnetOptions standard() {
    return new DevnetOptions();
  }

  private DevnetOptions with(Consumer<DevnetOptions> change) {
    try {
      DevnetOptions copy = (DevnetOptions) clone();
      change.accept(copy);
      copy.requireValid();
      return copy;
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void requireValid() {
    if (topics.isEmpty()) {
      throw new IllegalArgumentException("devnet: at least one topic is needed");
    }
    if (blockTime.isZero() || blockTime.isNegative() || nodeCount < 1) {
      throw new IllegalArgumentException("devnet: block time and endpoints must be positive");
    }
    if (!(speed > 0) || competitors < 0) {
      throw new IllegalArgumentException(
          "devnet: speed must be above 0, and competitors not below");
    }
  }

  public String chainId() {
    return chainId;
  }

  public DevnetEmissionsVersion emissionsVersion() {
    return emissionsVersion;
  }

  public List<GenesisTopic> topics() {
    return topics;
  }

  public Duration blockTime() {
    return blockTime;
  }

  /** Chain seconds per wall second. */
  public double speed() {
    return speed;
  }

  /** Header time of the genesis block. */
  public Instant start() {
    return start;
  }

  public long startHeight() {
    return startHeight;
  }

  public InstantSource wallClock() {
    return wallClock;
  }

  public List<GenesisAccount> accounts() {
    return accounts;
  }

  public BigDecimal gasPrice() {
    return gasPrice;
  }

  /** Hourly bars to replay (csv or csv.gz); empty for generated ones. */
  public Optional<Path> candleFile() {
    return candleFile;
  }

  public long seed() {
    return seed;
  }

  /** How far before the start the generated market begins. */
  public Duration marketHistory() {
    return marketHistory;
  }

  /** REST nodes, and as many RPC and gRPC nodes, that serve the one ledger. */
  public int nodeCount() {
    return nodeCount;
  }

  /** Ports of the first node of each kind and of the market. */
  public DevnetPorts ports() {
    return ports;
  }

  /** Simulated workers that submit to every window of every topic. */
  public int competitors() {
    return competitors;
  }

  public DevnetOptions withChainId(String it) {
    return with(copy -> copy.chainId = it);
  }

  public DevnetOptions withEmissionsVersion(DevnetEmissionsVersion it) {
    return with(copy -> copy.emissionsVersion = it);
  }

  public DevnetOptions withTopics(List<GenesisTopic> it) {
    return with(copy -> copy.topics = List.copyOf(it));
  }

  public DevnetOptions withBlockTime(Duration it) {
    return with(copy -> copy.blockTime = it);
  }

  public DevnetOptions withSpeed(double it) {
    return with(copy -> copy.speed = it);
  }

  public DevnetOptions withStart(Instant it) {
    return with(copy -> copy.start = it);
  }

  public DevnetOptions withStartHeight(long it) {
    return with(copy -> copy.startHeight = it);
  }

  public DevnetOptions withWallClock(InstantSource it) {
    return with(copy -> copy.wallClock = it);
  }

  public DevnetOptions withAccounts(List<GenesisAccount> it) {
    return with(copy -> copy.accounts = List.copyOf(it));
  }

  public DevnetOptions withGasPrice(BigDecimal it) {
    return with(copy -> copy.gasPrice = it);
  }

  public DevnetOptions withCandleFile(Path it) {
    return with(copy -> copy.candleFile = Optional.of(it));
  }

  public DevnetOptions withSeed(long it) {
    return with(copy -> copy.seed = it);
  }

  public DevnetOptions withMarketHistory(Duration it) {
    return with(copy -> copy.marketHistory = it);
  }

  public DevnetOptions withNodeCount(int it) {
    return with(copy -> copy.nodeCount = it);
  }

  public DevnetOptions withPorts(DevnetPorts it) {
    return with(copy -> copy.ports = it);
  }

  public DevnetOptions withCompetitors(int it) {
    return with(copy -> copy.competitors = it);
  }
}
