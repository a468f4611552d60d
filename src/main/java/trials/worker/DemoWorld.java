package trials.worker;

import static java.util.Map.entry;

import chain.AccountVerbs;
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
import journal.entry.EntryState;
import wallet.Wallet;
import wiring.ComponentFactory.Components;

/**
 * A simulated network with a market, and the daemon as in production pointed at them. The chain
 * runs at full speed only once the daemon is warm.
 */
public final class DemoWorld implements AutoCloseable {
  /** The published test mnemonic: never fund it. */
  private static final String WORDS = "abandon ".repeat(11) + "about";

  private static final BigInteger STAKE = BigInteger.TEN.pow(18);
  private static final Duration POLL = Duration.ofMillis(50);

  private final SkippingClock skippingClock = new SkippingClock(InstantSource.system());
  private final SlowStartClock wallClock = new SlowStartClock(skippingClock);
  private final DevnetOptions world;
  private final Devnet devnet;
  private final Daemon daemon;
  private final Components components;
  private final Settings settings;
  private final boolean roles;

  /** A wallet that is a worker only. */
  public DemoWorld(
      BiFunction<Map<String, String>, Map<String, String>, Settings> options,
      DevnetOptions world,
      Path stateDir) {
    this(options, world, stateDir, false);
  }

  /**
   * @param roles whether the wallet is a reputer and a forecaster beside being a worker
   * @param options settings from an environment and from what stands above the command line
   */
  public DemoWorld(
      BiFunction<Map<String, String>, Map<String, String>, Settings> options,
      DevnetOptions world,
      Path stateDir,
      boolean roles) {
    this.world = world;
    this.roles = roles;
    String worker = Wallet.fromMnemonic(WORDS.toCharArray()).address();
    devnet =
        Devnet.start(
            world
                .withWallClock(wallClock)
                .withAccounts(
                    List.of(
                        GenesisAccount.fundedWorker(worker)
                            .withStake(roles ? STAKE : BigInteger.ZERO))));
    Map<String, String> simulated = new HashMap<>(simulatedSettings(world.speed(), stateDir));
    simulated.putAll(roles ? roleSettings() : Map.of());
    settings = options.apply(environment(), simulated);
    LogSettings.open(stateDir, "WARN");
    Timeouts timeouts = new Timeouts(settings.speed(), skippingClock::monotonicNanos);
    components = Components.from(settings, devnet.clock(), timeouts);
    daemon = Daemon.polling(settings, components, skippingClock::monotonicNanos);
  }

  /** One topic as the test network has it, at the given speed. */
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

  /** The same, but nobody waits from a closed row to the next window: the clocks skip that time. */
  public DemoResult runSkippingIdleTime(int epochs, Consumer<Entry> line) throws Exception {
    return run(epochs, line, true);
  }

  private DemoResult run(int epochs, Consumer<Entry> line, boolean skipping) throws Exception {
    Duration epoch = world.blockTime().multipliedBy(topic().epochLength());
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
    skippingClock.skip(settings.toRealTime(world.blockTime().multipliedBy(blocks)));
  }

  /** Rewards of a reputer are added to its stake. */
  private BigInteger stakeGained() {
    long topic = topic().id();
    AccountVerbs verbs = components.workers().forTopic(topic).accountVerbs();
    return verbs.readStake(topic).own().subtract(STAKE);
  }

  private Map<String, String> roleSettings() {
    String prefix = "topic." + topic().id() + ".";
    return Map.of(prefix + "role", "worker,reputer", prefix + "forecast", "past-losses");
  }

  private GenesisTopic topic() {
    return world.topics().get(0);
  }

  /** Rows that are final, in order of their nonces, at most {@code most}. */
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

  /** The simulated market serves one source's protocol; a setting may still name others. */
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
   * @param stakeGained rewards of the reputer in uallo; empty where only a worker played
   */
  public record DemoResult(
      int epochs,
      List<Entry> entries,
      int stored,
      int duplicates,
      Optional<BigInteger> stakeGained) {
    public int accepted() {
      return accepted(Role.WORKER);
    }

    public int accepted(Role role) {
      return (int)
          entries.stream()
              .filter(it -> it.key().role() == role && it.state() == EntryState.ACCEPTED)
              .count();
    }

    /** Predictions that were accepted with a forecast of losses in the same bundle. */
    public int forecasts() {
      return (int)
          entries.stream()
              .filter(it -> it.key().role() == Role.WORKER && it.state() == EntryState.ACCEPTED)
              .filter(it -> it.value().contains("|"))
              .count();
    }

    public boolean isPerfect() {
      boolean paid =
          stakeGained.isEmpty()
              || accepted(Role.REPUTER) == epochs && stakeGained.get().signum() > 0;
      return accepted() == epochs && stored >= epochs && duplicates == 0 && paid;
    }
  }

  /**
   * A wall clock that crawls until it is released, so that a fast simulated chain keeps living, but
   * does not run away, while the program beside it still loads.
   */
  public static final class SlowStartClock implements InstantSource {
    private static final int SLOWNESS = 100;

    private final InstantSource wallClock;
    private final Instant begin;
    private volatile Instant released;

    public SlowStartClock(InstantSource wallClock) {
      this.wallClock = wallClock;
      this.begin = wallClock.instant();
    }

    public void runAtFullSpeed() {
      released = wallClock.instant();
    }

    @Override
    public Instant instant() {
      Instant end = released;
      Instant now = wallClock.instant();
      return end == null ? slowed(now) : slowed(end).plus(Duration.between(end, now));
    }

    private Instant slowed(Instant until) {
      return begin.plus(Duration.between(begin, until).dividedBy(SLOWNESS));
    }
  }
}
