package app;

import chain.Allora;
import chain.EndpointFacts;
import domain.Failure;
import domain.TopicSpec;
import domain.Window;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
      return Doctor.nobody();
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

  /** Chain time, which on the simulated network is not the host's. */
  Instant now() {
    return new ChainClock(clients.values().iterator().next(), settings.speed()).instant();
  }

  private static String network(Allora allora) {
    return "%s, %s at height %d"
        .formatted(allora.network().name(), allora.network().chainId(), allora.height());
  }

  private static String endpoint(EndpointFacts facts) {
    String word = facts.well() ? "well, " + facts.lag() + " blocks behind" : facts.trouble();
    return facts.endpoint() + " " + word;
  }

  private static String funds(Allora allora) {
    BigInteger balance = allora.balance();
    BigInteger spend = allora.facts().usualSpend().max(BigInteger.ONE);
    return "%s has %s uallo, funded for %s epochs"
        .formatted(allora.worker(), balance, balance.divide(spend));
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
