package report;

import base.ParallelRequests;
import base.ReadableUnits;
import chain.AlloraClient;
import chain.model.EndpointReport;
import config.Settings;
import config.WalletSettings;
import domain.Failure;
import domain.Role;
import domain.TopicSpec;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import wallet.Wallet;
import wiring.ChainClock;
import wiring.ComponentFactory;
import wiring.WorkerClientFactory;

/**
 * Current state of the network, for {@code status}. A part that cannot be read says why and does
 * not hide the others. Without a key, the network is queried with a random one.
 */
public final class NetworkReport implements AutoCloseable {
  private final Settings settings;
  private final WalletSettings wallets;
  private final ParallelRequests requests;
  private final Map<String, AlloraClient> clients = new LinkedHashMap<>();

  /**
   * @param requests runs all queries side by side
   */
  public NetworkReport(Settings settings, ParallelRequests requests) {
    this.settings = settings;
    this.requests = requests;
    this.wallets = new WalletSettings(settings);
    ComponentFactory factory = new ComponentFactory(settings, java.time.InstantSource.system());
    wallets
        .walletNames()
        .forEach(name -> clients.put(name, factory.alloraClient(walletOrRandom(name))));
  }

  private Wallet walletOrRandom(String name) {
    try {
      return wallets.keySource(name).find().wallet();
    } catch (Failure e) {
      return WorkerClientFactory.randomWallet();
    }
  }

  /** Lines by heading, in order of display; the queries run now, the supplier waits for them. */
  public Supplier<List<Map.Entry<String, String>>> textLines() {
    AlloraClient any = clients.values().iterator().next();
    List<Supplier<List<Map.Entry<String, String>>>> parts = new ArrayList<>();
    parts.add(line("network", () -> networkText(any)));
    Supplier<List<EndpointReport>> endpoints = endpoints(any);
    parts.add(
        () -> endpoints.get().stream().map(it -> Map.entry("endpoint", endpointText(it))).toList());
    clients.values().forEach(it -> parts.add(line("wallet", () -> fundsText(it))));
    for (TopicSpec topic : settings.topics()) {
      for (Role role : settings.roles(topic.id())) {
        parts.add(line("topic " + topic.id(), () -> windows(topic.id()).toText(role)));
      }
    }
    return () -> parts.stream().flatMap(it -> it.get().stream()).toList();
  }

  private Supplier<List<Map.Entry<String, String>>> line(String heading, Supplier<String> text) {
    Supplier<String> asked = requests.ask(text, e -> "not known: " + e.getMessage());
    return () -> List.of(Map.entry(heading, asked.get()));
  }

  private Supplier<List<EndpointReport>> endpoints(AlloraClient allora) {
    return requests.ask(
        allora.networkInfo()::checkEndpoints,
        e ->
            allora.network().endpoints().stream()
                .map(it -> EndpointReport.failed(it, "not known: " + e.getMessage()))
                .toList());
  }

  /** The state as JSON fields; a part that cannot be read has {@code trouble} instead. */
  public Supplier<Map<String, Object>> toJsonFields() {
    AlloraClient any = clients.values().iterator().next();
    Supplier<Map<String, Object>> network =
        fields("name", any.network().name(), it -> putNetwork(any, it));
    Supplier<List<EndpointReport>> endpoints = endpoints(any);
    List<Supplier<Map<String, Object>>> funds =
        clients.values().stream()
            .map(it -> fields("address", it.workerAddress(), to -> putFunds(it, to)))
            .toList();
    List<Supplier<Map<String, Object>>> topics =
        settings.topics().stream().map(it -> topicFields(it.id())).toList();
    return () -> {
      Map<String, Object> tree = new LinkedHashMap<>();
      tree.put("network", network.get());
      tree.put("endpoints", endpoints.get().stream().map(NetworkReport::endpointFields).toList());
      tree.put("wallets", funds.stream().map(Supplier::get).toList());
      tree.put("topics", topics.stream().map(Supplier::get).toList());
      return tree;
    };
  }

  private Supplier<Map<String, Object>> topicFields(long id) {
    Set<Role> roles = settings.roles(id);
    Supplier<Map<String, Object>> submission =
        roles.contains(Role.WORKER)
            ? fields("topic", id, to -> to.putAll(windows(id).submissionFields()))
            : () -> Map.of("topic", id);
    Supplier<Map<String, Object>> reporting =
        roles.contains(Role.REPUTER)
            ? fields("topic", id, to -> to.put("open", windows(id).reportingFields()))
            : Map::of;
    return () -> {
      Map<String, Object> all = new LinkedHashMap<>(submission.get());
      all.put("roles", roles.stream().map(Role::label).toList());
      if (roles.contains(Role.REPUTER)) {
        all.put("reporting", reporting.get());
      }
      return all;
    };
  }

  private static void putNetwork(AlloraClient allora, Map<String, Object> to) {
    to.put("height", allora.latestHeight());
    to.put("chain_id", allora.network().chainId());
  }

  private static Map<String, Object> endpointFields(EndpointReport facts) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("endpoint", facts.endpoint().toString());
    fields.put("healthy", facts.isHealthy());
    fields.put("height", facts.height());
    fields.put("lag_blocks", facts.lagBlocks());
    fields.put("trouble", facts.isHealthy() ? null : facts.fault());
    return fields;
  }

  private static void putFunds(AlloraClient allora, Map<String, Object> to) {
    BigInteger balance = allora.balance();
    to.put("balance_uallo", balance.toString());
    to.put("funded_epochs", balance.divide(costPerEpoch(allora)));
  }

  private WindowReport windows(long topic) {
    return new WindowReport(clients.get(wallets.walletName(topic)), topic, this::chainTime);
  }

  /** The known fields and those that {@code part} adds, or why it failed. */
  private Supplier<Map<String, Object>> fields(
      String key, Object known, Consumer<Map<String, Object>> part) {
    return requests.ask(
        () -> {
          Map<String, Object> fields = new LinkedHashMap<>(Map.of(key, known));
          part.accept(fields);
          return fields;
        },
        e -> Map.of(key, known, "trouble", String.valueOf(e.getMessage())));
  }

  /**
   * Chain time, which differs from the host's on a simulated network; the host's if no node
   * replies.
   */
  public Supplier<Instant> askChainTime() {
    return requests.ask(this::chainTime, e -> Instant.now());
  }

  private Instant chainTime() {
    return new ChainClock(clients.values().iterator().next(), settings.speed()).instant();
  }

  private static String networkText(AlloraClient allora) {
    long height = allora.latestHeight();
    return "%s, %s at height %d"
        .formatted(allora.network().name(), allora.network().chainId(), height);
  }

  private static String endpointText(EndpointReport facts) {
    String word =
        facts.isHealthy() ? "healthy, " + facts.lagBlocks() + " blocks behind" : facts.fault();
    return facts.endpoint() + " " + word;
  }

  private static String fundsText(AlloraClient allora) {
    BigInteger balance = allora.balance();
    return "%s has %s, funded for %s epochs"
        .formatted(
            allora.workerAddress(),
            ReadableUnits.amount(balance),
            balance.divide(costPerEpoch(allora)));
  }

  private static BigInteger costPerEpoch(AlloraClient allora) {
    return allora.networkInfo().typicalSubmissionCost().max(BigInteger.ONE);
  }

  @Override
  public void close() {
    clients.values().forEach(AlloraClient::close);
  }
}
