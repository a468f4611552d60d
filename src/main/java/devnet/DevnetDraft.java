package devnet;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Options while one of them is being exchanged. */
final class DevnetDraft {
  String chainId;
  Emissions emissions;
  List<TopicOptions> topics;
  Duration blockTime;
  double speed;
  Instant start;
  long startHeight;
  InstantSource wall;
  List<GenesisAccount> accounts;
  BigDecimal gasPrice;
  Optional<Path> candles;
  long seed;
  Duration history;
  int endpoints;
  DevnetOptions.Ports ports;
  int competitors;

  DevnetDraft(DevnetOptions from) {
    chainId = from.chainId();
    emissions = from.emissions();
    topics = from.topics();
    blockTime = from.blockTime();
    speed = from.speed();
    start = from.start();
    startHeight = from.startHeight();
    wall = from.wall();
    accounts = from.accounts();
    gasPrice = from.gasPrice();
    candles = from.candles();
    seed = from.seed();
    history = from.history();
    endpoints = from.endpoints();
    ports = from.ports();
    competitors = from.competitors();
  }

  DevnetOptions seal() {
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
        history,
        endpoints,
        ports,
        competitors);
  }
}
