package devnet.ledger;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Options while one of them is being exchanged. */
final class DevnetOptionsBuilder {
  String chainId;
  DevnetEmissionsVersion emissionsVersion;
  List<GenesisTopic> topics;
  Duration blockTime;
  double speed;
  Instant start;
  long startHeight;
  InstantSource wallClock;
  List<GenesisAccount> accounts;
  BigDecimal gasPrice;
  Optional<Path> candleFile;
  long seed;
  Duration marketHistory;
  int nodeCount;
  DevnetOptions.DevnetPorts ports;
  int competitors;

  DevnetOptionsBuilder(DevnetOptions from) {
    chainId = from.chainId();
    emissionsVersion = from.emissionsVersion();
    topics = from.topics();
    blockTime = from.blockTime();
    speed = from.speed();
    start = from.start();
    startHeight = from.startHeight();
    wallClock = from.wallClock();
    accounts = from.accounts();
    gasPrice = from.gasPrice();
    candleFile = from.candleFile();
    seed = from.seed();
    marketHistory = from.marketHistory();
    nodeCount = from.nodeCount();
    ports = from.ports();
    competitors = from.competitors();
  }

  DevnetOptions build() {
    return new DevnetOptions(
        chainId,
        emissionsVersion,
        topics,
        blockTime,
        speed,
        start,
        startHeight,
        wallClock,
        accounts,
        gasPrice,
        candleFile,
        seed,
        marketHistory,
        nodeCount,
        ports,
        competitors);
  }
}
