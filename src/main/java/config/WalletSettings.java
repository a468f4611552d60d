package config;

import domain.Role;
import domain.TopicSpec;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import wallet.Bech32Address;
import wallet.KeySource;
import wallet.Wallet;

/**
 * The usual wallet, {@code wallet.*}, and those with a name, {@code wallet.<name>.*}, which a topic
 * chooses by {@code topic.<id>.wallet}. Only the usual one may come from the environment.
 */
public final class WalletSettings {
  /** What a named wallet may be given as; a file each, but for the address. */
  private static final Map<String, String> PLACES =
      Map.of(
          "keyfile", "WALLET_KEYFILE",
          "passphrase-file", "WALLET_PASSPHRASE_FILE",
          "mnemonic-file", "MNEMONIC_FILE",
          "address", "ALLORA_WALLET_ADDR");

  private static final String NO_STAKE = "none";

  private static final Logger LOG = LoggerFactory.getLogger(WalletSettings.class);

  private final Settings settings;

  public WalletSettings(Settings settings) {
    this.settings = settings;
  }

  /** Reports the topics whose wallet has no place for its key, and where no stake can go. */
  static void validate(Settings settings) {
    WalletSettings wallets = new WalletSettings(settings);
    wallets.autoStakeTargets();
    wallets.keptDays();
    settings.topics().stream()
        .map(TopicSpec::id)
        .filter(
            it -> !wallets.walletName(it).isEmpty() && !wallets.hasKeyFile(wallets.walletName(it)))
        .forEach(
            it ->
                settings
                    .configuration()
                    .addProblem(
                        "topic.%d.wallet = %s: it needs wallet.%2$s.mnemonic-file or wallet.%2$s.keyfile"
                            .formatted(it, wallets.walletName(it))));
  }

  /**
   * Where the rewards of each topic go, for those that stake them: a reputer's address, or empty
   * for the own stake.
   */
  public Map<Long, String> autoStakeTargets() {
    Map<Long, String> targets = new TreeMap<>();
    for (TopicSpec topic : settings.topicsOf(Role.WORKER)) {
      String key = "topic." + topic.id() + ".auto-stake";
      String target = settings.configuration().value(key, NO_STAKE, WalletSettings::parseTarget);
      if (!target.equals(NO_STAKE)) {
        targets.put(topic.id(), target.equals("own") ? "" : target);
      }
    }
    return targets;
  }

  /** Days whose fees the balance keeps before rewards are staked. */
  public int keptDays() {
    return settings.configuration().value("stake.keep-days", 30, WalletSettings::parseDays);
  }

  private static String parseTarget(String text) {
    if (!List.of(NO_STAKE, "own").contains(text) && !Bech32Address.isValid(text)) {
      throw new IllegalArgumentException("must be none, own, or the address of a reputer");
    }
    return text;
  }

  private static int parseDays(String text) {
    int days = Integer.parseInt(text);
    if (days < 1 || days > 3650) {
      throw new IllegalArgumentException("must be 1 to 3650 days");
    }
    return days;
  }

  /** Name of the wallet that submits to a topic, empty for the default one. */
  public String walletName(long topic) {
    return settings.text("topic." + topic + ".wallet");
  }

  /** Every place the key of this wallet may come from. */
  public KeySource keySource(String name) {
    Map<String, String> places = new HashMap<>();
    if (name.isEmpty()) {
      places.putAll(settings.environment());
    }
    PLACES.forEach((key, place) -> putIfSet(places, place, settings.text(settingKey(name, key))));
    return new KeySource(places, Path.of(""));
  }

  /** Names of the wallets in use, each once. */
  public List<String> walletNames() {
    List<String> used =
        settings.topics().stream().map(it -> walletName(it.id())).distinct().toList();
    return used.isEmpty() ? List.of("") : used;
  }

  /** The key itself; what an operator should know of its place is logged. */
  public Wallet loadWallet(String name) {
    KeySource.FoundKey found = keySource(name).find();
    for (String warning : found.warnings()) {
      LOG.warn(warning);
    }
    return found.wallet();
  }

  private boolean hasKeyFile(String name) {
    return !settings.text(settingKey(name, "mnemonic-file")).isEmpty()
        || !settings.text(settingKey(name, "keyfile")).isEmpty();
  }

  private static String settingKey(String name, String place) {
    return name.isEmpty() ? "wallet." + place : "wallet." + name + "." + place;
  }

  private static void putIfSet(Map<String, String> places, String name, String value) {
    if (!value.isEmpty()) {
      places.put(name, value);
    }
  }
}
