package devnet;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * What a simulated network begins with.
 *
 * @param startHeight height of the genesis block, whose header time is {@code start}
 * @param speed chain seconds per wall second
 * @param wall the wall clock; a test passes its own
 * @param gasPrice uallo per unit of gas
 * @param candles hourly bars to replay (csv or csv.gz); empty for generated ones
 * @param endpoints how many REST nodes, and as many RPC nodes, serve the one ledger
 * @param ports first REST, first RPC and market port; 0 takes any
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
    int endpoints,
    Ports ports,
    int competitors) {
  /** Loopback ports, 0 for any; further nodes take the following numbers. */
  public record Ports(int rest, int rpc, int market) {}

  public DevnetOptions {
    topics = List.copyOf(topics);
    accounts = List.copyOf(accounts);
    if (blockTime.isZero() || blockTime.isNegative() || endpoints < 1) {
      throw new IllegalArgumentException("devnet: block time and endpoints must be positive");
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
        1,
        new Ports(0, 0, 0),
        0);
  }

  public DevnetOptions withChainId(String it) {
    return new DevnetOptions(
        it,
        emissions,
        topics,
        blockTime,
        speed,
        start,
        startHeight,
        wall,
        accounts,
        gasPrice,
        candles,
        seed,
        endpoints,
        ports,
        competitors);
  }

  public DevnetOptions withEmissions(Emissions it) {
    return new DevnetOptions(
        chainId,
        it,
        topics,
        blockTime,
        speed,
        start,
        startHeight,
        wall,
        accounts,
        gasPrice,
        candles,
        seed,
        endpoints,
        ports,
        competitors);
  }

  public DevnetOptions withTopics(List<TopicOptions> it) {
    return new DevnetOptions(
        chainId,
        emissions,
        it,
        blockTime,
        speed,
        start,
        startHeight,
        wall,
        accounts,
        gasPrice,
        candles,
        seed,
        endpoints,
        ports,
        competitors);
  }

  public DevnetOptions withBlockTime(Duration it) {
    return new DevnetOptions(
        chainId,
        emissions,
        topics,
        it,
        speed,
        start,
        startHeight,
        wall,
        accounts,
        gasPrice,
        candles,
        seed,
        endpoints,
        ports,
        competitors);
  }

  public DevnetOptions withSpeed(double it) {
    return new DevnetOptions(
        chainId,
        emissions,
        topics,
        blockTime,
        it,
        start,
        startHeight,
        wall,
        accounts,
        gasPrice,
        candles,
        seed,
        endpoints,
        ports,
        competitors);
  }

  public DevnetOptions withStart(Instant it) {
    return new DevnetOptions(
        chainId,
        emissions,
        topics,
        blockTime,
        speed,
        it,
        startHeight,
        wall,
        accounts,
        gasPrice,
        candles,
        seed,
        endpoints,
        ports,
        competitors);
  }

  public DevnetOptions withStartHeight(long it) {
    return new DevnetOptions(
        chainId,
        emissions,
        topics,
        blockTime,
        speed,
        start,
        it,
        wall,
        accounts,
        gasPrice,
        candles,
        seed,
        endpoints,
        ports,
        competitors);
  }

  public DevnetOptions withWall(InstantSource it) {
    return new DevnetOptions(
        chainId,
        emissions,
        topics,
        blockTime,
        speed,
        start,
        startHeight,
        it,
        accounts,
        gasPrice,
        candles,
        seed,
        endpoints,
        ports,
        competitors);
  }

  public DevnetOptions withAccounts(List<GenesisAccount> it) {
    return new DevnetOptions(
        chainId,
        emissions,
        topics,
        blockTime,
        speed,
        start,
        startHeight,
        wall,
        it,
        gasPrice,
        candles,
        seed,
        endpoints,
        ports,
        competitors);
  }

  public DevnetOptions withGasPrice(BigDecimal it) {
    return new DevnetOptions(
        chainId,
        emissions,
        topics,
        blockTime,
        speed,
        start,
        startHeight,
        wall,
        accounts,
        it,
        candles,
        seed,
        endpoints,
        ports,
        competitors);
  }

  public DevnetOptions withCandles(Path it) {
    return new DevnetOptions(
        chainId,
        emissions,
        topics,
        blockTime,
        speed,
        start,
        startHeight,
        wall,
        accounts,
        gasPrice,
        Optional.of(it),
        seed,
        endpoints,
        ports,
        competitors);
  }

  public DevnetOptions withSeed(long it) {
    return new DevnetOptions(
        chainId,
        emissions,
        topics,
        blockTime,
        speed,
        start,
        startHeight,
        wall,
        accounts,
        gasPrice,
        candles,
        it,
        endpoints,
        ports,
        competitors);
  }

  public DevnetOptions withEndpoints(int it) {
    return new DevnetOptions(
        chainId,
        emissions,
        topics,
        blockTime,
        speed,
        start,
        startHeight,
        wall,
        accounts,
        gasPrice,
        candles,
        seed,
        it,
        ports,
        competitors);
  }

  public DevnetOptions withPorts(Ports it) {
    return new DevnetOptions(
        chainId,
        emissions,
        topics,
        blockTime,
        speed,
        start,
        startHeight,
        wall,
        accounts,
        gasPrice,
        candles,
        seed,
        endpoints,
        it,
        competitors);
  }

  public DevnetOptions withCompetitors(int it) {
    return new DevnetOptions(
        chainId,
        emissions,
        topics,
        blockTime,
        speed,
        start,
        startHeight,
        wall,
        accounts,
        gasPrice,
        candles,
        seed,
        endpoints,
        ports,
        it);
  }
}
