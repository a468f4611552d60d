package app;

import chain.Allora;
import chain.EndpointFacts;
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

/**
 * What the chain says now, for {@code status}. Each part that cannot be had says why, and hides no
 * other. Without a key the network is asked under one that nobody has.
 */
final class Outlook implements AutoCloseable {
  private final Settings settings;
  private final Wallets wallets;
  private final Map<String, Allora> clients = new LinkedHashMap<>();

  Outlook(Settings settings) {
    this.settings = settings;
    this.wallets = new Wallets(settings);
    Wiring wiring = new Wiring(settings, java.time.InstantSource.system());
    wallets.names().forEach(name -> clients.put(name, wiring.allora(wallet(name))));
  }

  private Wallet wallet(String name) {
    try {
      return wallets.source(name).find().wallet();
    } catch (Failure e) {
      return WorkerClientFactory.nobody();
    }
  }

  /** By heading, in the order in which people read it. */
  List<Map.Entry<String, String>> lines() {
    List<Map.Entry<String, String>> lines = new ArrayList<>();
    Allora any = clients.values().iterator().next();
    lines.add(Map.entry("network", asked(() -> network(any))));
    any.facts().endpoints().forEach(it -> lines.add(Map.entry("endpoint", endpoint(it))));
    clients.values().forEach(it -> lines.add(Map.entry("wallet", asked(() -> funds(it)))));
    for (TopicSpec topic : settings.topics()) {
      lines.add(Map.entry("topic " + topic.id(), asked(() -> window(topic.id()))));
    }
    return lines;
  }

  /** The same as fields; a part that cannot be had has {@code trouble} instead. */
  Map<String, Object> tree() {
    Allora any = clients.values().iterator().next();
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("network", fields(it -> network(any, it)));
    tree.put("endpoints", any.facts().endpoints().stream().map(Outlook::fields).toList());
    tree.put("wallets", clients.values().stream().map(it -> fields(to -> funds(it, to))).toList());
    tree.put(
        "topics", settings.topics().stream().map(it -> fields(to -> window(it.id(), to))).toList());
    return tree;
  }

  private static void network(Allora allora, Map<String, Object> to) {
    to.put("name", allora.network().name());
    to.put("height", allora.height());
    to.put("chain_id", allora.network().chainId());
  }

  private static Map<String, Object> fields(EndpointFacts facts) {
    return fields(
        to -> {
          to.put("endpoint", facts.endpoint().toString());
          to.put("well", facts.well());
          to.put("height", facts.height());
          to.put("lag_blocks", facts.lag());
          to.put("trouble", facts.well() ? null : facts.trouble());
        });
  }

  private static void funds(Allora allora, Map<String, Object> to) {
    to.put("address", allora.worker());
    BigInteger balance = allora.balance();
    to.put("balance_uallo", balance.toString());
    to.put("funded_epochs", balance.divide(spend(allora)));
  }

  private void window(long topic, Map<String, Object> to) {
    Allora allora = clients.get(wallets.name(topic));
    to.put("topic", topic);
    Window newest = allora.newest(topic);
    long left = newest.lastHeight() - allora.height();
    to.put("nonce", newest.nonce());
    to.put("open", left >= 0);
    to.put("blocks_left", Math.max(0, left));
    to.put("closes_at", newest.closesAt().toString());
    Opening next = Opening.of(allora, topic, this::now);
    to.put("next_in_blocks", next.blocks());
    to.put("next_at", next.at().truncatedTo(ChronoUnit.SECONDS).toString());
  }

  private static Map<String, Object> fields(Consumer<Map<String, Object>> part) {
    Map<String, Object> fields = new LinkedHashMap<>();
    try {
      part.accept(fields);
    } catch (Failure e) {
      fields.put("trouble", e.getMessage());
    }
    return fields;
  }

  /** Chain time, which on the simulated network is not the host's. */
  Instant now() {
    return new ChainClock(clients.values().iterator().next(), settings.speed()).instant();
  }

  private static String network(Allora allora) {
    long height = allora.height();
    return "%s, %s at height %d"
        .formatted(allora.network().name(), allora.network().chainId(), height);
  }

  private static String endpoint(EndpointFacts facts) {
    String word = facts.well() ? "well, " + facts.lag() + " blocks behind" : facts.trouble();
    return facts.endpoint() + " " + word;
  }

  private static String funds(Allora allora) {
    BigInteger balance = allora.balance();
    return "%s has %s uallo, funded for %s epochs"
        .formatted(allora.worker(), balance, balance.divide(spend(allora)));
  }

  private static BigInteger spend(Allora allora) {
    return allora.facts().usualSpend().max(BigInteger.ONE);
  }

  private String window(long topic) {
    Allora allora = clients.get(wallets.name(topic));
    Window newest = allora.newest(topic);
    long left = newest.lastHeight() - allora.height();
    String open =
        left < 0
            ? ""
            : "%s is open for %d more blocks, until about %s; "
                .formatted(newest, left, Opening.local(newest.closesAt()));
    return open + Opening.of(allora, topic, this::now).words();
  }

  private static String asked(Supplier<String> question) {
    try {
      return question.get();
    } catch (Failure e) {
      return "not known: " + e.getMessage();
    }
  }

  @Override
  public void close() {
    clients.values().forEach(Allora::close);
  }
}
