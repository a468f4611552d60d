package faults;

import devnet.Devnet;
import devnet.DevnetOptions;
import devnet.GenesisAccount;
import devnet.TopicOptions;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;

/**
 * What a scenario begins with.
 *
 * @param network the simulated network; its speed is that of the worker too
 * @param account the worker's at genesis
 * @param settings of the daemon, over those it gets anyway
 * @param child whether the daemon must be a process of its own
 * @param served whether a model server answers every topic, in place of the model in the daemon
 */
public record World(
    DevnetOptions network,
    UnaryOperator<GenesisAccount> account,
    Map<String, Function<Devnet, String>> settings,
    boolean child,
    boolean served) {
  /** Blocks before the first nonce: longer than any start takes. */
  private static final long FIRST = 1_500;

  private static final long FIRST_REAL = 180;

  /** As much as the default model needs; a year more would only make every start slower. */
  private static final Duration MARKET = Duration.ofDays(60);

  /** Topic 67 as on the test network, 50 ms a block, one node of each kind. */
  static World standard() {
    DevnetOptions network = DevnetOptions.standard().withSpeed(100).withHistory(MARKET);
    return new World(network, it -> it, Map.of(), false, false).topics(67);
  }

  World network(UnaryOperator<DevnetOptions> change) {
    return new World(change.apply(network), account, settings, child, served);
  }

  /** REST nodes, and as many RPC nodes, of the one ledger. */
  World nodes(int count) {
    return network(it -> it.withEndpoints(count));
  }

  /** Topics of 720-block epochs and 600-block windows, all opening in the same block. */
  World topics(long... ids) {
    return topics(LongStream.of(ids).mapToObj(TopicOptions::logReturn).toList());
  }

  World topics(List<TopicOptions> topics) {
    return network(it -> it.withTopics(topics));
  }

  World account(UnaryOperator<GenesisAccount> change) {
    return new World(network, change, settings, child, served);
  }

  World set(String key, String value) {
    return set(key, devnet -> value);
  }

  World set(String key, Function<Devnet, String> value) {
    Map<String, Function<Devnet, String>> more = new LinkedHashMap<>(settings);
    more.put(key, value);
    return new World(network, account, more, child, served);
  }

  /** The daemon as a process of its own, which can be killed and signalled. */
  World inChild() {
    return new World(network, account, settings, true, served);
  }

  /** Answers come from a server, {@link Stage#model}, that a step can make fail. */
  World modelServer() {
    return new World(network, account, settings, child, true);
  }

  /** Whether time passes as it does outside, so that nothing can be leapt over. */
  boolean realTime() {
    return network.speed() == 1;
  }

  /** Everything that begins with this address and this seed. */
  DevnetOptions options(String address, long seed) {
    long first = network.startHeight() + (realTime() ? FIRST_REAL : FIRST);
    return network
        .withSeed(seed)
        .withAccounts(List.of(account.apply(GenesisAccount.worker(address))))
        .withTopics(network.topics().stream().map(it -> it.withFirstNonce(first)).toList());
  }

  /**
   * @param model where the model server listens
   * @param clock what the host says the time is
   * @param nanos its monotonic clock
   */
  Workers.Place place(Devnet devnet, URI model, InstantSource clock, LongSupplier nanos) {
    List<Long> topics = network.topics().stream().map(TopicOptions::id).toList();
    Map<String, String> values = new LinkedHashMap<>();
    if (served) {
      String url = model + "/{TopicId}/{BlockHeight}";
      topics.forEach(it -> values.put("topic." + it + ".model-url", url));
    }
    settings.forEach((key, value) -> values.put(key, value.apply(devnet)));
    return new Workers.Place(devnet, network.chainId(), model, topics, values, child, clock, nanos);
  }
}
