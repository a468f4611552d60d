package app;

import domain.TopicSpec;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import wallet.KeySource;
import wallet.Wallet;

/**
 * The usual wallet, {@code wallet.*}, and those with a name, {@code wallet.<name>.*}, which a topic
 * chooses by {@code topic.<id>.wallet}. Only the usual one may come from the environment.
 */
final class Wallets {
  /** What a named wallet may be given as; a file each, but for the address. */
  private static final Map<String, String> PLACES =
      Map.of(
          "keyfile", "WALLET_KEYFILE",
          "passphrase-file", "WALLET_PASSPHRASE_FILE",
          "mnemonic-file", "MNEMONIC_FILE",
          "address", "ALLORA_WALLET_ADDR");

  private static final Logger LOG = LoggerFactory.getLogger(Wallets.class);

  private final Settings settings;

  Wallets(Settings settings) {
    this.settings = settings;
  }

  /** Reports the topics whose wallet has no place for its key. */
  static void check(Settings settings) {
    Wallets wallets = new Wallets(settings);
    settings.topics().stream()
        .map(TopicSpec::id)
        .filter(it -> !wallets.name(it).isEmpty() && !wallets.placed(wallets.name(it)))
        .forEach(
            it ->
                settings
                    .configuration()
                    .problem(
                        "topic.%d.wallet = %s: it needs wallet.%2$s.mnemonic-file or wallet.%2$s.keyfile"
                            .formatted(it, wallets.name(it))));
  }

  /** Name of the wallet that answers a topic, empty for the usual one. */
  String name(long topic) {
    return settings.text("topic." + topic + ".wallet");
  }

  /** Every place the key of this wallet may come from. */
  KeySource source(String name) {
    Map<String, String> places = new HashMap<>();
    if (name.isEmpty()) {
      places.putAll(settings.environment());
    }
    PLACES.forEach((key, place) -> put(places, place, settings.text(key(name, key))));
    return new KeySource(places, Path.of(""));
  }

  /** Names of the wallets in use, each once. */
  List<String> names() {
    List<String> used = settings.topics().stream().map(it -> name(it.id())).distinct().toList();
    return used.isEmpty() ? List.of("") : used;
  }

  /** The key itself; what an operator should know of its place is logged. */
  Wallet wallet(String name) {
    KeySource.Found found = source(name).find();
    for (String warning : found.warnings()) {
      LOG.warn(warning);
    }
    return found.wallet();
  }

  private boolean placed(String name) {
    return !settings.text(key(name, "mnemonic-file")).isEmpty()
        || !settings.text(key(name, "keyfile")).isEmpty();
  }

  private static String key(String name, String place) {
    return name.isEmpty() ? "wallet." + place : "wallet." + name + "." + place;
  }

  private static void put(Map<String, String> places, String name, String value) {
    if (!value.isEmpty()) {
      places.put(name, value);
    }
  }
}
