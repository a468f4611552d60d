package config;

import base.ExitStatus;
import config.foreign.ForeignEndpoints;
import domain.Failure;
import domain.FailureReason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The predecessor's way of being called, as far as it still means something. */
public final class LegacyArguments {
  private static final Map<String, String> MODES =
      Map.of(
          "--daemon", "run",
          "--continuous", "run",
          "--loop", "run",
          "--once", "once",
          "--submit", "once",
          "--force-submit", "once");
  private static final List<String> SETTINGS =
      List.of("--dry-run", "--model", "--features", "--topic-id");

  /** Names in the environment, the predecessor's last: where two say the same, it decides. */
  private static final List<Map.Entry<String, String>> NAMES =
      List.of(
          Map.entry("CHAIN_ID", "network.chain-id"),
          Map.entry("FEE_GRANTER", "network.fee-granter"),
          Map.entry("FAUCET_URL", "network.faucet"),
          Map.entry("RPC_ENDPOINT", "network.endpoints"),
          Map.entry("RPC_URL", "network.endpoints"),
          Map.entry("RPC_ENDPOINTS", "network.endpoints"),
          Map.entry("MNEMONIC_FILE", "wallet.mnemonic-file"),
          Map.entry("ALLORA_WALLET_ADDR", "wallet.address"),
          Map.entry("TOPIC_ID", "topics"),
          Map.entry("TIINGO_API_KEY", "market.tiingo.token"));

  private LegacyArguments() {}

  /**
   * Turns flags at the root into a verb with its options: {@code --daemon --topic-id 67} becomes
   * {@code run --topic-id 67}. Without a mode flag it is {@code once}, as it was. Anything else
   * comes back as it is.
   *
   * @throws Failure.Stop with exit code 64 if the flags contradict each other
   */
  public static String[] translate(String... args) {
    List<String> verbs =
        Stream.of(args).map(MODES::get).filter(it -> it != null).distinct().toList();
    boolean setting = Stream.of(args).anyMatch(LegacyArguments::isSettingOption);
    if (args.length == 0 || !args[0].startsWith("-") || verbs.isEmpty() && !setting) {
      return args;
    }
    if (verbs.size() > 1) {
      throw new Failure.Stop(
          FailureReason.CONFIGURATION,
          ExitStatus.USAGE,
          "the flags ask for the daemon and for one cycle at once: give either --daemon or --once");
    }
    List<String> line = new ArrayList<>(List.of(verbs.isEmpty() ? "once" : verbs.get(0)));
    Arrays.stream(args).filter(it -> !MODES.containsKey(it)).forEach(line::add);
    return line.toArray(String[]::new);
  }

  /** A setting that the environment holds under a name of the predecessor or of the SDK. */
  record ForeignSetting(String key, String value, String name) {}

  static List<ForeignSetting> settingsFromEnvironment(Map<String, String> environment) {
    return NAMES.stream()
        .filter(name -> !environment.getOrDefault(name.getKey(), "").isBlank())
        .map(
            name -> {
              String value = environment.get(name.getKey());
              return new ForeignSetting(
                  name.getValue(),
                  name.getKey().startsWith("RPC_") ? ForeignEndpoints.parseRpcList(value) : value,
                  name.getKey());
            })
        .toList();
  }

  /** What to say about names that are understood and have no effect any more. */
  public static List<String> warnings(Map<String, String> environment) {
    List<String> warnings = new ArrayList<>(SettingKeys.describeUnknownNames(environment.keySet()));
    if (environment.containsKey("SUBMISSION_INTERVAL")) {
      warnings.add(
          "SUBMISSION_INTERVAL is ignored: the chain opens the windows, one submission per epoch");
    }
    return warnings;
  }

  /** The same about flags. */
  public static List<String> warnings(String... args) {
    List<String> warnings = new ArrayList<>();
    if (List.of(args).contains("--continuous")) {
      warnings.add("--continuous is the same as --daemon, now the verb run");
    }
    if (List.of(args).contains("--force-submit")) {
      warnings.add("--force-submit is ignored: a window gets one submission");
    }
    return warnings;
  }

  /** Names to which a tool of this field gives a meaning that is understood here. */
  static List<String> foreignNames() {
    return NAMES.stream().map(Map.Entry::getKey).toList();
  }

  private static boolean isSettingOption(String arg) {
    return SETTINGS.stream().anyMatch(it -> arg.equals(it) || arg.startsWith(it + "="));
  }
}
