package cli.simulate;

import base.TemporaryFolders;
import cli.setup.SettingsFile;
import devnet.Devnet;
import devnet.ledger.DevnetOptions;
import devnet.ledger.GenesisAccount;
import devnet.ledger.GenesisTopic;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import wallet.Mnemonic;
import wallet.SecretFile;
import wallet.Wallet;

/** Files of a worker for one devnet: a key with coins and a registration, and its settings. */
record DevnetWorkerFiles(Path settingsFile, Path folder, String address) {

  /**
   * Makes a key in a folder that is deleted with this process, like its network.
   *
   * @param settingsFile file for the settings; null for one in that folder
   */
  static DevnetWorkerFiles create(Path settingsFile) throws IOException {
    Path folder = TemporaryFolders.create("devnet-worker");
    char[] words = Mnemonic.generate(new SecureRandom());
    String address = Wallet.fromMnemonic(words.clone()).address();
    SecretFile.write(folder.resolve("mnemonic"), words);
    return new DevnetWorkerFiles(
        settingsFile == null ? folder.resolve("dromedary.properties") : settingsFile,
        folder,
        address);
  }

  /** The same network with this worker funded and registered at genesis. */
  DevnetOptions fund(DevnetOptions options) {
    List<GenesisAccount> accounts = new ArrayList<>(options.accounts());
    accounts.add(GenesisAccount.fundedWorker(address));
    return options.withAccounts(accounts);
  }

  void writeSettings(Devnet devnet, DevnetOptions options) throws IOException {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("network.preset", "devnet");
    settings.put("network.chain-id", options.chainId());
    settings.put(
        "network.endpoints",
        devnet.restNodes().stream().map(it -> "rest+" + it.uri()).collect(Collectors.joining(",")));
    settings.put("network.faucet", devnet.faucetUri().toString());
    settings.put("instance.speed", String.valueOf(options.speed()));
    settings.put("instance.state-dir", folder.resolve("state").toString());
    settings.put("wallet.mnemonic-file", folder.resolve("mnemonic").toString());
    settings.put(
        "topics",
        options.topics().stream().map(it -> it.id() + "").collect(Collectors.joining(",")));
    options.topics().forEach(it -> putTopic(it, settings));
    settings.put("market.sources", "tiingo");
    settings.put("market.tiingo.url", devnet.marketUri().toString());
    settings.put("market.tiingo.token", "any");
    SettingsFile.write(settingsFile, settings);
  }

  /** All topics of a devnet have the same target and horizon. */
  private static void putTopic(GenesisTopic topic, Map<String, String> settings) {
    String prefix = "topic." + topic.id() + ".";
    settings.put(prefix + "target", "log-return");
    settings.put(prefix + "pair", "btcusd");
    settings.put(prefix + "horizon", "168h");
    if (topic.isMultiLabel()) {
      settings.put(prefix + "labels", String.join(",", topic.labels()));
    }
  }
}
