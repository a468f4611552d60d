package devnet.ledger;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a simulated network begins with.
 *
 * @param startHeight height of the genesis block, whose header time is {@code start}
 * @param speed chain seconds per wall second
 * @param wallClock the wall clock; a test passes its own
 * @param gasPrice uallo per unit of gas
 * @param candleFile hourly bars to replay (csv or csv.gz); empty for generated ones
 * @param marketHistory how far before {@code start} the generated market begins
 * @param nodeCount how many REST nodes, and as many RPC and gRPC nodes, serve the one ledger
 * @param ports of the first node of each kind and of the market; 0 takes any
 * @param competitors simulated workers that answer every window of every topic
 */
public record DevnetOptions(
    String chainId,
    DevnetEmissionsVersion emissionsVersion,
    List<GenesisTopic> topics,
    Duration blockTime,
    double speed,
    Instant start,
    long startHeight,
    InstantSource wallClock,
    List<GenesisAccount> accounts,
    BigDecimal gasPrice,
    Optional<Path> candleFile,
    long seed,
    Duration marketHistory,
    int nodeCount,
    DevnetPorts ports,
    int competitors) {
  /** Loopback ports, 0 for any; further nodes take the following numbers. */
  public record DevnetPorts(int rest, int rpc, int grpc, int market) {}

  public DevnetOptions {
    topics = List.copyOf(topics);
    accounts = List.copyOf(accounts);
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

  /** Topic 67 in real geometry at speed 1, emissions v10, generated candles, nobody funded. */
  public static DevnetOptions standard() {
    return new DevnetOptions(
        "dromedary-devnet-1",
        DevnetEmissionsVersion.V10,
        List.of(GenesisTopic.logReturnTopic(67)),
        Duration.ofSeconds(5),
        1,
        Instant.parse("2026-03-02T09:00:00Z"),
        6_000_000,
        InstantSource.system(),
        List.of(),
        BigDecimal.TEN,
        Optional.empty(),
        1,
        Duration.ofDays(3_650),
        1,
        new DevnetPorts(0, 0, 0, 0),
        0);
  }

  public DevnetOptions withChainId(String it) {
    return rebuild(draft -> draft.chainId = it);
  }

  public DevnetOptions withEmissionsVersion(DevnetEmissionsVersion it) {
    return rebuild(draft -> draft.emissionsVersion = it);
  }

  public DevnetOptions withTopics(List<GenesisTopic> it) {
    return rebuild(draft -> draft.topics = it);
  }

  public DevnetOptions withBlockTime(Duration it) {
    return rebuild(draft -> draft.blockTime = it);
  }

  public DevnetOptions withSpeed(double it) {
    return rebuild(draft -> draft.speed = it);
  }

  public DevnetOptions withStart(Instant it) {
    return rebuild(draft -> draft.start = it);
  }

  public DevnetOptions withStartHeight(long it) {
    return rebuild(draft -> draft.startHeight = it);
  }

  public DevnetOptions withWallClock(InstantSource it) {
    return rebuild(draft -> draft.wallClock = it);
  }

  public DevnetOptions withAccounts(List<GenesisAccount> it) {
    return rebuild(draft -> draft.accounts = it);
  }

  public DevnetOptions withGasPrice(BigDecimal it) {
    return rebuild(draft -> draft.gasPrice = it);
  }

  public DevnetOptions withCandleFile(Path it) {
    return rebuild(draft -> draft.candleFile = Optional.of(it));
  }

  public DevnetOptions withSeed(long it) {
    return rebuild(draft -> draft.seed = it);
  }

  public DevnetOptions withMarketHistory(Duration it) {
    return rebuild(draft -> draft.marketHistory = it);
  }

  public DevnetOptions withNodeCount(int it) {
    return rebuild(draft -> draft.nodeCount = it);
  }

  public DevnetOptions withPorts(DevnetPorts it) {
    return rebuild(draft -> draft.ports = it);
  }

  public DevnetOptions withCompetitors(int it) {
    return rebuild(draft -> draft.competitors = it);
  }

  private DevnetOptions rebuild(Consumer<DevnetOptionsBuilder> change) {
    DevnetOptionsBuilder draft = new DevnetOptionsBuilder(this);
    change.accept(draft);
    return draft.build();
  }
}
