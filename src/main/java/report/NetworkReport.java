package report;

import chain.AlloraClient;
import chain.model.EndpointInfo;
import config.Settings;
import config.WalletSettings;
import domain.Failure;
import domain.TopicSpec;
import domain.Window;
import java.math.BigInteger;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import wallet.Wallet;
import wiring.ChainClock;
import wiring.ComponentFactory;
import wiring.WorkerClientFactory;

/**
 * What the chain says now, for {@code status}. Each part that cannot be had says why, and hides no
 * other. Without a key the network is asked under one that nobody has.
 */
public final class NetworkReport implements AutoCloseable {
  private final Settings settings;
  private final WalletSettings wallets;
  private final Map<String, AlloraClient> clients = new LinkedHashMap<>();

  public NetworkReport(Settings settings) {
    this.settings = settings;
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

  /** By heading, in the order in which people read it. */
  public List<Map.Entry<String, String>> textLines() {
    List<Map.Entry<String, String>> lines = new ArrayList<>();
    AlloraClient any = clients.values().iterator().next();
    lines.add(Map.entry("network", orNotKnown(() -> networkText(any))));
    any.networkInfo()
        .checkEndpoints()
        .forEach(it -> lines.add(Map.entry("endpoint", endpointText(it))));
    clients.values().forEach(it -> lines.add(Map.entry("wallet", orNotKnown(() -> fundsText(it)))));
    for (TopicSpec topic : settings.topics()) {
      lines.add(Map.entry("topic " + topic.id(), orNotKnown(() -> windowText(topic.id()))));
    }
    return lines;
  }

  /** The same as fields; a part that cannot be had has {@code trouble} instead. */
  public Map<String, Object> toJsonFields() {
    AlloraClient any = clients.values().iterator().next();
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("network", fieldsOrFault(it -> putNetwork(any, it)));
    tree.put(
        "endpoints",
        any.networkInfo().checkEndpoints().stream().map(NetworkReport::endpointFields).toList());
    tree.put(
        "wallets",
        clients.values().stream().map(it -> fieldsOrFault(to -> putFunds(it, to))).toList());
    tree.put(
        "topics",
        settings.topics().stream().map(it -> fieldsOrFault(to -> putWindow(it.id(), to))).toList());
    return tree;
  }

  private static void putNetwork(AlloraClient allora, Map<String, Object> to) {
    to.put("name", allora.network().name());
    to.put("height", allora.latestHeight());
    to.put("chain_id", allora.network().chainId());
  }

  private static Map<String, Object> endpointFields(EndpointInfo facts) {
    return fieldsOrFault(
        to -> {
          to.put("endpoint", facts.endpoint().toString());
          to.put("healthy", facts.isHealthy());
          to.put("height", facts.height());
          to.put("lag_blocks", facts.lagBlocks());
          to.put("trouble", facts.isHealthy() ? null : facts.fault());
        });
  }

  private static void putFunds(AlloraClient allora, Map<String, Object> to) {
    to.put("address", allora.workerAddress());
    BigInteger balance = allora.balance();
    to.put("balance_uallo", balance.toString());
    to.put("funded_epochs", balance.divide(costPerEpoch(allora)));
  }

  private void putWindow(long topic, Map<String, Object> to) {
    AlloraClient allora = clients.get(wallets.walletName(topic));
    to.put("topic", topic);
    Window newest = allora.newestWindow(topic);
    long left = newest.lastHeight() - allora.latestHeight();
    to.put("nonce", newest.nonce());
    to.put("open", left >= 0);
    to.put("blocks_left", Math.max(0, left));
    to.put("closes_at", newest.closesAt().toString());
    NextWindow next = NextWindow.forTopic(allora, topic, this::chainTime);
    to.put("next_in_blocks", next.blocksUntil());
    to.put("next_at", next.opensAt().truncatedTo(ChronoUnit.SECONDS).toString());
  }

  private static Map<String, Object> fieldsOrFault(Consumer<Map<String, Object>> part) {
    Map<String, Object> fields = new LinkedHashMap<>();
    try {
      part.accept(fields);
    } catch (Failure e) {
      fields.put("trouble", e.getMessage());
    }
    return fields;
  }

  /** Chain time, which on the simulated network is not the host's. */
  public Instant chainTime() {
    return new ChainClock(clients.values().iterator().next(), settings.speed()).instant();
  }

  private static String networkText(AlloraClient allora) {
    long height = allora.latestHeight();
    return "%s, %s at height %d"
        .formatted(allora.network().name(), allora.network().chainId(), height);
  }

  private static String endpointText(EndpointInfo facts) {
    String word =
        facts.isHealthy() ? "healthy, " + facts.lagBlocks() + " blocks behind" : facts.fault();
    return facts.endpoint() + " " + word;
  }

  private static String fundsText(AlloraClient allora) {
    BigInteger balance = allora.balance();
    return "%s has %s uallo, funded for %s epochs"
        .formatted(allora.workerAddress(), balance, balance.divide(costPerEpoch(allora)));
  }

  private static BigInteger costPerEpoch(AlloraClient allora) {
    return allora.networkInfo().typicalSubmissionCost().max(BigInteger.ONE);
  }

  private String windowText(long topic) {
    AlloraClient allora = clients.get(wallets.walletName(topic));
    Window newest = allora.newestWindow(topic);
    long left = newest.lastHeight() - allora.latestHeight();
    String open =
        left < 0
            ? ""
            : "%s is open for %d more blocks, until about %s; "
                .formatted(newest, left, NextWindow.formatLocal(newest.closesAt()));
    return open + NextWindow.forTopic(allora, topic, this::chainTime).toText();
  }

  private static String orNotKnown(Supplier<String> question) {
    try {
      return question.get();
    } catch (Failure e) {
      return "not known: " + e.getMessage();
    }
  }

  @Override
  public void close() {
    clients.values().forEach(AlloraClient::close);
  }
}
