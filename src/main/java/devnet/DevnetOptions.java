package devnet;

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
 * @param wall the wall clock; a test passes its own
 * @param gasPrice uallo per unit of gas
 * @param candles hourly bars to replay (csv or csv.gz); empty for generated ones
 * @param history how far before {@code start} the generated market begins
 * @param endpoints how many REST nodes, and as many RPC and gRPC nodes, serve the one ledger
 * @param ports of the first node of each kind and of the market; 0 takes any
 * @param competitors simulated workers that answer every window of every topic
 */
public record DevnetOptions(
    String chainId,
    Emissions emissions,
    List<TopicOptions> topics,
    Duration blockTime,
    double speed,
    Instant start,
    long startHeight,
    InstantSource wall,
    List<GenesisAccount> accounts,
    BigDecimal gasPrice,
    Optional<Path> candles,
    long seed,
    Duration history,
    int endpoints,
    Ports ports,
    int competitors) {
  /** Loopback ports, 0 for any; further nodes take the following numbers. */
  public record Ports(int rest, int rpc, int grpc, int market) {}

  public DevnetOptions {
    topics = List.copyOf(topics);
    accounts = List.copyOf(accounts);
    if (topics.isEmpty()) {
      throw new IllegalArgumentException("devnet: at least one topic is needed");
    }
    if (blockTime.isZero() || blockTime.isNegative() || endpoints < 1) {
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
        Emissions.V10,
        List.of(TopicOptions.logReturn(67)),
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
        new Ports(0, 0, 0, 0),
        0);
  }

  public DevnetOptions withChainId(String it) {
    return change(draft -> draft.chainId = it);
  }

  public DevnetOptions withEmissions(Emissions it) {
    return change(draft -> draft.emissions = it);
  }

  public DevnetOptions withTopics(List<TopicOptions> it) {
    return change(draft -> draft.topics = it);
  }

  public DevnetOptions withBlockTime(Duration it) {
    return change(draft -> draft.blockTime = it);
  }

  public DevnetOptions withSpeed(double it) {
    return change(draft -> draft.speed = it);
  }

  public DevnetOptions withStart(Instant it) {
    return change(draft -> draft.start = it);
  }

  public DevnetOptions withStartHeight(long it) {
    return change(draft -> draft.startHeight = it);
  }

  public DevnetOptions withWall(InstantSource it) {
    return change(draft -> draft.wall = it);
  }

  public DevnetOptions withAccounts(List<GenesisAccount> it) {
    return change(draft -> draft.accounts = it);
  }

  public DevnetOptions withGasPrice(BigDecimal it) {
    return change(draft -> draft.gasPrice = it);
  }

  public DevnetOptions withCandles(Path it) {
    return change(draft -> draft.candles = Optional.of(it));
  }

  public DevnetOptions withSeed(long it) {
    return change(draft -> draft.seed = it);
  }

  public DevnetOptions withHistory(Duration it) {
    return change(draft -> draft.history = it);
  }

  public DevnetOptions withEndpoints(int it) {
    return change(draft -> draft.endpoints = it);
  }

  public DevnetOptions withPorts(Ports it) {
    return change(draft -> draft.ports = it);
  }

  public DevnetOptions withCompetitors(int it) {
    return change(draft -> draft.competitors = it);
  }

  private DevnetOptions change(Consumer<DevnetDraft> change) {
    DevnetDraft draft = new DevnetDraft(this);
    change.accept(draft);
    return draft.seal();
  }
}
