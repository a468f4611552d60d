package config.foreign;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Names that the predecessor, the SDK, the kit and the Go worker read from the environment or from
 * a {@code .env} file.
 */
public final class EnvironmentImporter {
  /** The Go worker's whole configuration, or where it is. */
  static final String CONFIG_JSON = "ALLORA_OFFCHAIN_NODE_CONFIG_JSON";

  static final String CONFIG_FILE = "ALLORA_OFFCHAIN_NODE_CONFIG_FILE_PATH";

  private static final Map<String, String> TAKEN =
      Map.of(
          "CHAIN_ID", "network.chain-id",
          "FEE_GRANTER", "network.fee-granter",
          "FAUCET_URL", "network.faucet",
          "MNEMONIC_FILE", "wallet.mnemonic-file",
          "ALLORA_WALLET_ADDR", "wallet.address",
          "ALLORA_OFFCHAIN_ACCOUNT_ADDRESS", "wallet.address");
  private static final Set<String> RPC =
      Set.of("RPC_ENDPOINT", "RPC_URL", "RPC_ENDPOINTS", "WEBSOCKET_ENDPOINT");
  private static final Set<String> KEYS = Set.of("MNEMONIC", "PRIVATE_KEY");
  private static final String OF_THE_SERVER =
      "it belongs to the model server, which stays as it is";
  private static final Map<String, String> NOT_NEEDED =
      Map.ofEntries(
          Map.entry("SUBMISSION_INTERVAL", "the chain opens the windows, one submission per epoch"),
          Map.entry("TIINGO_MAX_CHUNKS", "candles are kept and only new ones are fetched"),
          Map.entry("ALLORA_API_KEY", "only `dromedary faucet` reads it, from the environment"),
          Map.entry("ADDRESS_PREFIX", "the prefix is allo"),
          Map.entry("FEE_DENOM", "fees are paid in uallo"),
          Map.entry("FEE_MIN_GAS_PRICE", "the network is asked for its price"),
          Map.entry("NAME", "the key needs no name"),
          Map.entry("ENV_LOADED", "nothing is loaded by a script"),
          Map.entry("LOG_TIME_FORMAT", "the log has ISO times"),
          Map.entry("TOKEN", OF_THE_SERVER),
          Map.entry("TRAINING_DAYS", OF_THE_SERVER),
          Map.entry("TIMEFRAME", OF_THE_SERVER),
          Map.entry("MODEL", OF_THE_SERVER),
          Map.entry("REGION", OF_THE_SERVER),
          Map.entry("DATA_PROVIDER", OF_THE_SERVER),
          Map.entry("CG_API_KEY", OF_THE_SERVER));
  private static final String REMOTE_SIGNER = "keys are on this machine; there is no remote signer";
  private static final Map<String, String> NOT_SUPPORTED =
      Map.of(
          "FORGE_API_KEY", REMOTE_SIGNER,
          "FORGE_BACKEND_URL", REMOTE_SIGNER,
          "FORGE_SIGNING_WALLET_ID", REMOTE_SIGNER);

  private EnvironmentImporter() {}

  /** Takes over what is known; names of other programs are not reported. */
  static void read(Map<String, String> environment, ForeignSettings into) {
    new TreeMap<>(environment)
        .forEach(
            (name, value) -> {
              if (!value.isBlank()) {
                readName(name, value.strip(), into);
              }
            });
  }

  /** The same of a file, all of whose names are reported. */
  static void readAll(Map<String, String> file, ForeignSettings into) {
    read(file, into);
    Set<String> told =
        into.reports().stream().map(ForeignSettings.KeyReport::key).collect(Collectors.toSet());
    new TreeMap<>(file)
        .forEach(
            (name, value) -> {
              if (!told.contains(name)) {
                if (value.isBlank()) {
                  into.skip(name, "it is empty");
                } else {
                  into.refuse(name, "no name that is known here");
                }
              }
            });
  }

  private static void readName(String name, String value, ForeignSettings into) {
    if (TAKEN.containsKey(name)) {
      into.take(name, TAKEN.get(name), value);
    } else if (name.equals("TOPIC_ID") && value.matches("\\d{1,9}")) {
      into.takeTopic(name, Long.parseLong(value));
    } else if (name.equals("LOG_LEVEL")) {
      into.take(name, "log.level", value.toUpperCase(Locale.ROOT));
    } else if (name.equals("TIINGO_API_KEY")) {
      into.takeSecret(name, "market.tiingo.token", value);
    } else if (RPC.contains(name)) {
      ForeignEndpoints.take(into, name, List.of(value.replaceAll("[\\[\\]\"' ]", "").split(",")));
    } else if (KEYS.contains(name)) {
      into.takeKey(name, value);
    } else if (name.equals(CONFIG_JSON)) {
      GoNodeImporter.read(value, into);
    } else if (NOT_NEEDED.containsKey(name)) {
      into.skip(name, NOT_NEEDED.get(name));
    } else if (NOT_SUPPORTED.containsKey(name)) {
      into.refuse(name, NOT_SUPPORTED.get(name));
    }
  }
}
