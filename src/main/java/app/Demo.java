package app;

import static java.util.Map.entry;

import devnet.Devnet;
import devnet.DevnetOptions;
import devnet.GenesisAccount;
import devnet.TopicOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import journal.Entry;
import journal.Filter;
import wallet.Wallet;

/**
 * A simulated network with a market, and the daemon as in production pointed at them. The chain
 * runs at full speed only once the daemon is warm.
 */
final class Demo implements AutoCloseable {
  /** The published test mnemonic: never fund it. */
  private static final String WORDS = "abandon ".repeat(11) + "about";

  private static final Duration POLL = Duration.ofMillis(50);

  private final SlowStart wall = new SlowStart(InstantSource.system());
  private final Devnet devnet;
  private final Daemon daemon;
  private final Parts parts;
  private final Settings settings;

  /**
   * @param options settings from an environment and from what stands above the command line
   */
  Demo(
      BiFunction<Map<String, String>, Map<String, String>, Settings> options,
      DevnetOptions world,
      Path stateDir) {
    String worker = Wallet.fromMnemonic(WORDS.toCharArray()).address();
    devnet =
        Devnet.start(world.withWall(wall).withAccounts(List.of(GenesisAccount.worker(worker))));
    settings = options.apply(environment(), addresses(world.speed(), stateDir));
    Logs.open(stateDir, "WARN");
    parts = Parts.from(settings, devnet.clock());
    daemon = Daemon.patrolling(settings, parts);
  }

  /** Topic 67 as the test network has it, at the given speed. */
  static DevnetOptions world(double speed, Optional<Replay> replay) {
    DevnetOptions world =
        DevnetOptions.standard().withSpeed(speed).withTopics(List.of(TopicOptions.logReturn(67)));
    return replay.map(it -> world.withCandles(it.file()).withStart(it.start())).orElse(world);
  }

  /** Runs until {@code epochs} windows are closed; each closed row goes to {@code line}. */
  Verdict run(int epochs, Consumer<Entry> line) throws Exception {
    Instant limit = Instant.now().plus(settings.real(Duration.ofHours(epochs + 2))).plusSeconds(60);
    daemon.start();
    daemon.rehearse();
    wall.release();
    int shown = 0;
    while (shown < epochs && Instant.now().isBefore(limit) && daemon.stop().isEmpty()) {
      List<Entry> closed = closed(epochs);
      closed.subList(shown, closed.size()).forEach(line);
      shown = closed.size();
      Thread.sleep(POLL.toMillis());
    }
    return new Verdict(
        epochs, closed(epochs), devnet.judge().accepted(67), devnet.judge().doubles(67));
  }

  /** Rows that are final, in order of their nonces, at most {@code most}. */
  private List<Entry> closed(int most) {
    return parts.journal().history().latest(Filter.ALL, Integer.MAX_VALUE).stream()
        .filter(entry -> entry.state().closed())
        .sorted(java.util.Comparator.comparingLong(entry -> entry.key().nonce()))
        .limit(most)
        .toList();
  }

  private Map<String, String> addresses(double speed, Path stateDir) {
    return Map.ofEntries(
        entry("network.preset", "devnet"),
        entry("network.endpoints", "rest+" + devnet.rest()),
        entry("market.tiingo.url", devnet.market().toString()),
        entry("instance.speed", Double.toString(speed)),
        entry("instance.state-dir", stateDir.toString()),
        entry("topics", "67"),
        entry("camel.management.port", Integer.toString(LocalPorts.freePort())));
  }

  /** The simulated market speaks like one source; a setting may still name others. */
  private static Map<String, String> environment() {
    return Map.of("MNEMONIC", WORDS, "TIINGO_API_KEY", "demo", "MARKET_SOURCES", "tiingo");
  }

  @Override
  public void close() {
    daemon.close();
    devnet.close();
  }

  /**
   * @param entries closed rows of the journal
   * @param stored inferences the network's own judge saw stored
   */
  record Verdict(int epochs, List<Entry> entries, int stored, int doubles) {
    int accepted() {
      return (int) entries.stream().filter(it -> it.state() == journal.State.ACCEPTED).count();
    }

    boolean perfect() {
      return accepted() == epochs && stored >= epochs && doubles == 0;
    }
  }
}
