package faults.engine;

import devnet.Devnet;
import devnet.ledger.DevnetOptions;
import devnet.ledger.GenesisAccount;
import devnet.ledger.GenesisTopic;
import domain.Role;
import faults.engine.WorkerUnderTest.WorkerUnderTestFactory;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Network and worker at the start of a scenario.
 *
 * @param network the simulated network; the worker runs at its speed
 * @param account changes the worker's account at genesis
 * @param settings settings of the daemon, over the default ones
 * @param childProcess whether the daemon must be a process of its own
 * @param servedByModelServer whether a model server gives the values of every topic, instead of a
 *     model in the daemon
 * @param roles the worker's; what an epoch expects is said of the first
 */
public record ScenarioSetup(
    DevnetOptions network,
    UnaryOperator<GenesisAccount> account,
    Map<String, Function<Devnet, String>> settings,
    boolean childProcess,
    boolean servedByModelServer,
    List<Role> roles) {
  /** Blocks before the first nonce: longer than any start of the worker. */
  private static final long FIRST = 1_500;

  private static final long FIRST_REAL = 180;

  /** Stands in a setting for the model server's address. */
  public static final String MODEL_SERVER = "{ModelServer}";

  private static final int COMPETITORS = 3;
  private static final BigInteger STAKE = BigInteger.TEN.pow(18);

  /** As much as the default model needs; more would make every start slower. */
  private static final Duration MARKET = Duration.ofDays(60);

  /** Topic 67 as on the test network, 50 ms a block, one node of each kind. */
  public static ScenarioSetup standard() {
    DevnetOptions network = DevnetOptions.standard().withSpeed(100).withMarketHistory(MARKET);
    return new ScenarioSetup(network, it -> it, Map.of(), false, false, List.of(Role.WORKER))
        .withTopics(67);
  }

  public ScenarioSetup network(UnaryOperator<DevnetOptions> change) {
    return new ScenarioSetup(
        change.apply(network), account, settings, childProcess, servedByModelServer, roles);
  }

  /** Sets the number of REST nodes, and of RPC nodes, that serve the one ledger. */
  public ScenarioSetup withNodes(int count) {
    return network(it -> it.withNodeCount(count));
  }

  /** Sets topics with 720-block epochs and 600-block windows that all open in the same block. */
  public ScenarioSetup withTopics(long... ids) {
    return withTopics(LongStream.of(ids).mapToObj(GenesisTopic::logReturnTopic).toList());
  }

  public ScenarioSetup withTopics(List<GenesisTopic> topics) {
    return network(it -> it.withTopics(topics));
  }

  public ScenarioSetup account(UnaryOperator<GenesisAccount> change) {
    return new ScenarioSetup(network, change, settings, childProcess, servedByModelServer, roles);
  }

  public ScenarioSetup withSetting(String key, String value) {
    return withSetting(key, devnet -> value);
  }

  public ScenarioSetup withSetting(String key, Function<Devnet, String> value) {
    Map<String, Function<Devnet, String>> more = new LinkedHashMap<>(settings);
    more.put(key, value);
    return new ScenarioSetup(network, account, more, childProcess, servedByModelServer, roles);
  }

  /** Runs the daemon as a process of its own, which can be killed and signalled. */
  ScenarioSetup asChildProcess() {
    return new ScenarioSetup(network, account, settings, true, servedByModelServer, roles);
  }

  /**
   * Values come from a model server, {@link EpochContext#modelServer}, that an action can make
   * fail.
   */
  public ScenarioSetup withModelServer() {
    return new ScenarioSetup(network, account, settings, childProcess, true, roles);
  }

  /**
   * Makes the wallet a reputer, alone or beside a worker, of topics whose ground truth is known an
   * epoch later; others submit to them too.
   */
  public ScenarioSetup withRoles(Role... played) {
    ScenarioSetup changed =
        new ScenarioSetup(
                network.withCompetitors(COMPETITORS),
                it -> account.apply(it).withStake(STAKE),
                settings,
                childProcess,
                servedByModelServer,
                List.of(played))
            .withTopics(
                network.topics().stream().map(GenesisTopic::withTruthAfterOneEpoch).toList());
    String names = Stream.of(played).map(Role::label).collect(Collectors.joining(","));
    for (GenesisTopic topic : network.topics()) {
      changed =
          changed
              .withSetting("topic." + topic.id() + ".role", names)
              .withSetting("topic." + topic.id() + ".horizon", "1h");
    }
    return changed;
  }

  /**
   * All windows of the wallet that open with the epoch at this height, those of the first role
   * first.
   */
  public List<RoleWindow> windowsAt(long height) {
    return roles.stream()
        .flatMap(role -> network.topics().stream().map(it -> RoleWindow.of(it, role, height)))
        .toList();
  }

  /** Whether chain time is real time, so that no time can be skipped. */
  public boolean isRealTime() {
    return network.speed() == 1;
  }

  /** Settings of the network for this worker address and seed. */
  public DevnetOptions devnetOptions(String address, long seed) {
    long first = network.startHeight() + (isRealTime() ? FIRST_REAL : FIRST);
    return network
        .withSeed(seed)
        .withAccounts(List.of(account.apply(GenesisAccount.fundedWorker(address))))
        .withTopics(
            network.topics().stream().map(it -> it.withFirstNonce(first - lead(it))).toList());
  }

  private static String serverKey(long topic, Role role) {
    return "topic." + topic + (role == Role.WORKER ? ".model-url" : ".ground-truth-url");
  }

  private static String serverUrl(URI server, Role role) {
    return server + (role == Role.WORKER ? "" : "/truth") + "/{TopicId}/{BlockHeight}";
  }

  /** Height at which the first played epoch begins. */
  public static long firstEpoch(GenesisTopic topic, List<Role> roles) {
    return topic.firstNonce() + (roles.contains(Role.REPUTER) ? topic.groundTruthLag() : 0);
  }

  /** Blocks before the first epoch, so that a reputer has a nonce in it. */
  private long lead(GenesisTopic topic) {
    return roles.contains(Role.REPUTER) ? topic.groundTruthLag() : 0;
  }

  /**
   * @param model address of the model server
   * @param clock the host's clock
   * @param nanos the host's monotonic clock
   */
  WorkerUnderTestFactory.WorkerEnvironment workerEnvironment(
      Devnet devnet, URI model, InstantSource clock, LongSupplier nanos) {
    List<Long> topics = network.topics().stream().map(GenesisTopic::id).toList();
    Map<String, String> values = new LinkedHashMap<>();
    if (servedByModelServer) {
      roles.forEach(
          role -> topics.forEach(it -> values.put(serverKey(it, role), serverUrl(model, role))));
    }
    settings.forEach(
        (key, value) ->
            values.put(key, value.apply(devnet).replace(MODEL_SERVER, model.toString())));
    return new WorkerUnderTestFactory.WorkerEnvironment(
        devnet, network.chainId(), model, topics, values, childProcess, clock, nanos);
  }
}
