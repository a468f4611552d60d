package trials.worker;

import static java.util.Map.entry;

import chain.AccountOperations;
import chain.model.Timeouts;
import config.Settings;
import daemon.Daemon;
import devnet.Devnet;
import devnet.ledger.DevnetOptions;
import devnet.ledger.GenesisAccount;
import devnet.ledger.GenesisTopic;
import domain.Role;
import domain.WindowKey;
import faults.engine.SimulatedHost.SkippingClock;
import host.LocalPorts;
import host.LogSettings;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Stream;
import journal.entry.Entry;
import journal.entry.EntryFilter;
import wallet.Wallet;
import wiring.ComponentFactory.Components;

/** A run of the daemon against a simulated network and market, at full speed once it is warm. */
public final class DemoRun implements AutoCloseable {
  private static final BigInteger STAKE = BigInteger.TEN.pow(18);
  private static final Duration POLL = Duration.ofMillis(50);

  private final SkippingClock skippingClock = new SkippingClock(InstantSource.system());
  private final SlowStartClock wallClock = new SlowStartClock(skippingClock);
  private final DevnetOptions network;
  private final Devnet devnet;
  private final Daemon daemon;
  private final Components components;
  private final Settings settings;
  private final boolean roles;

  /** A run with a worker only. */
  public DemoRun(
      BiFunction<Map<String, String>, Map<String, String>, Settings> options,
      DevnetOptions network,
      Path stateDir) {
    this(options, network, stateDir, false);
  }

  /**
   * @param options settings, given an environment and the settings above the command line
   * @param network network to simulate
   * @param stateDir state folder of the daemon
   * @param roles whether the wallet is a reputer and a forecaster too
   */
  public DemoRun(
      BiFunction<Map<String, String>, Map<String, String>, Settings> options,
      DevnetOptions network,
      Path stateDir,
      boolean roles) {
    this.network = network;
    this.roles = roles;
    String worker = Wallet.fromMnemonic(SimulatedSettings.MNEMONIC.toCharArray()).address();
    devnet =
        Devnet.start(
            network
                .withWallClock(wallClock)
                .withAccounts(
                    List.of(
                        GenesisAccount.fundedWorker(worker)
                            .withStake(roles ? STAKE : BigInteger.ZERO))));
    Map<String, String> simulated = new HashMap<>(simulatedSettings(network.speed(), stateDir));
    simulated.putAll(roles ? roleSettings() : Map.of());
    settings = options.apply(environment(), simulated);
    LogSettings.open(stateDir, "WARN");
    Timeouts timeouts = new Timeouts(settings.speed(), skippingClock::monotonicNanos);
    components = Components.from(settings, devnet.clock(), timeouts);
    daemon = Daemon.polling(settings, components, skippingClock::monotonicNanos);
  }

  /** A network with one topic, at the given speed. */
  public static DevnetOptions devnetOptions(
      GenesisTopic topic, double speed, Optional<MarketReplay> replay) {
    DevnetOptions options = DevnetOptions.standard().withSpeed(speed).withTopics(List.of(topic));
    return replay
        .map(it -> options.withCandleFile(it.file()).withStart(it.start()))
        .orElse(options);
  }

  /** Runs until {@code epochs} windows are closed; each closed row goes to {@code line}. */
  public DemoResult run(int epochs, Consumer<Entry> line) throws Exception {
    return run(epochs, line, false);
  }

  /** Like {@link #run}, but skips the time from a closed row to the next window. */
  public DemoResult runSkippingIdleTime(int epochs, Consumer<Entry> line) throws Exception {
    return run(epochs, line, true);
  }

  private DemoResult run(int epochs, Consumer<Entry> line, boolean skipping) throws Exception {
    Duration epoch = network.blockTime().multipliedBy(topic().epochLength());
    Instant limit =
        Instant.now().plus(settings.toRealTime(epoch.multipliedBy(epochs + 2L))).plusSeconds(60);
    daemon.start();
    daemon.rehearse();
    wallClock.runAtFullSpeed();
    Set<WindowKey> shown = new HashSet<>();
    int rows = roles ? 2 * epochs : epochs;
    while (shown.size() < rows && Instant.now().isBefore(limit) && daemon.stopFailure().isEmpty()) {
      List<Entry> fresh = closedEntries(epochs).stream().filter(it -> shown.add(it.key())).toList();
      fresh.forEach(line);
      if (skipping && !fresh.isEmpty()) {
        skipToWindowAfter(fresh.get(fresh.size() - 1).key().nonce());
      }
      Thread.sleep(POLL.toMillis());
    }
    return new DemoResult(
        epochs,
        closedEntries(epochs),
        devnet.submissions().acceptedCount(topic().id()),
        devnet.submissions().duplicateCount(topic().id()),
        roles ? Optional.of(stakeGained()) : Optional.empty());
  }

  private void skipToWindowAfter(long nonce) {
    long blocks = nonce + topic().epochLength() - 2 - devnet.height();
    skippingClock.skip(settings.toRealTime(network.blockTime().multipliedBy(blocks)));
  }

  /** A reputer's rewards, which the chain adds to its stake. */
  private BigInteger stakeGained() {
    long topic = topic().id();
    AccountOperations operations = components.workers().forTopic(topic).accountOperations();
    return operations.readStake(topic).own().subtract(STAKE);
  }

  private Map<String, String> roleSettings() {
    String prefix = "topic." + topic().id() + ".";
    return Map.of(prefix + "role", "worker,reputer", prefix + "forecast", "past-losses");
  }

  private GenesisTopic topic() {
    return network.topics().get(0);
  }

  /** Closed rows in order of opening, at most {@code most} per role. */
  private List<Entry> closedEntries(int most) {
    return Stream.of(Role.values())
        .flatMap(role -> closedEntries(role, most).stream())
        .sorted(Comparator.comparing(entry -> entry.window().openedAt()))
        .toList();
  }

  private List<Entry> closedEntries(Role role, int most) {
    EntryFilter filter = EntryFilter.ofRole(topic().id(), role);
    return components.journal().reader().findLatest(filter, Integer.MAX_VALUE).stream()
        .filter(entry -> entry.state().isClosed())
        .sorted(Comparator.comparingLong(entry -> entry.key().nonce()))
        .limit(most)
        .toList();
  }

  private Map<String, String> simulatedSettings(double speed, Path stateDir) {
    return Map.ofEntries(
        entry("network.preset", "devnet"),
        entry("network.endpoints", "rest+" + devnet.restUri()),
        entry("market.tiingo.url", devnet.marketUri().toString()),
        entry("instance.speed", Double.toString(speed)),
        entry("instance.state-dir", stateDir.toString()),
        entry("topics", Long.toString(topic().id())),
        entry("camel.management.port", Integer.toString(LocalPorts.freePort())));
  }

  /** Names the only source of the simulated market, in case a setting names others. */
  private static Map<String, String> environment() {
    return Map.of(
        "MNEMONIC",
        SimulatedSettings.MNEMONIC,
        "TIINGO_API_KEY",
        "demo",
        "MARKET_SOURCES",
        "tiingo");
  }

  @Override
  public void close() {
    daemon.close();
    devnet.close();
  }
}
