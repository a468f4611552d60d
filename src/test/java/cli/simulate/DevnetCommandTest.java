package cli.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import config.Configuration;
import config.NetworkSettings;
import config.Settings;
import config.WalletSettings;
import devnet.Devnet;
import devnet.ledger.DevnetEmissionsVersion;
import devnet.ledger.DevnetOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import trials.worker.SimulatedSettings;
import wallet.Wallet;

@Tag("process")
class DevnetCommandTest {
  private static final String WORDS = SimulatedSettings.MNEMONIC;
  private static final String OTHER = Wallet.fromPrivateKey(secret()).address();
  @TempDir Path folder;

  @Test
  void turnsOptionsIntoANetwork() {
    DevnetOptions options =
        options(
            "--block-ms",
            "250",
            "--epoch-blocks",
            "20",
            "--window-blocks",
            "12",
            "--emissions",
            "v9",
            "--topics",
            "3",
            "--port",
            "0");
    assertEquals(DevnetEmissionsVersion.V9, options.emissionsVersion());
    assertEquals(Duration.ofMillis(250), options.blockTime());
    assertEquals(69, options.topics().get(2).id());
    assertEquals(20, options.topics().get(0).epochLength());
    assertEquals(12, options.topics().get(0).windowLength());
    assertEquals(0, options.ports().rpc());
  }

  @Test
  void callsImpossibleLengthsAUsageError() {
    assertThrows(ParameterException.class, () -> options("--epoch-blocks", "0"));
    assertThrows(ParameterException.class, () -> options("--block-ms", "0"));
    assertThrows(ParameterException.class, () -> options("--speed", "0"));
    assertThrows(ParameterException.class, () -> options("--competitors", "-1"));
  }

  @Test
  void takesGenesisAccountsByAddressAndByTheWordsInAFile() throws Exception {
    Path words = Files.writeString(folder.resolve("words"), "# test\n" + WORDS + "\n");
    DevnetOptions options = options("--mnemonic-file", words.toString(), "--stranger", OTHER);
    assertEquals(
        "allo19rl4cm2hmr8afy4kldpxz3fka4jguq0ajnh7gv", options.accounts().get(0).address());
    assertTrue(options.accounts().get(0).registered());
    assertEquals(OTHER, options.accounts().get(1).address());
    assertFalse(options.accounts().get(1).registered());
  }

  @Test
  void writesSettingsWithWhichAFundedWorkerRuns() throws Exception {
    Path file = folder.resolve("d.properties");
    DevnetWorkerFiles worker = DevnetWorkerFiles.create(file);
    DevnetOptions options = worker.fund(options("--port", "0", "--topics", "3"));
    try (Devnet devnet = Devnet.start(options)) {
      worker.writeSettings(devnet, options);
      Settings settings =
          Settings.loadStrict(Configuration.load(file, Map.of(), Map.of()), Map.of());
      assertEquals(3, settings.topics().size());
      assertEquals(worker.address(), new WalletSettings(settings).loadWallet("").address());
      assertEquals(
          devnet.restUri(), NetworkSettings.fromSettings(settings).endpoints().get(0).base());
    }
  }

  @Test
  void refusesWordsOnTheCommandLineWithoutRepeatingThem() {
    var refused = assertThrows(ParameterException.class, () -> options("--mnemonic", "abandon"));
    assertFalse(refused.getMessage().contains("abandon"));
    assertTrue(refused.getMessage().contains("--mnemonic-file"));
  }

  @Test
  void callsWhatCannotBeAUsageError() {
    assertThrows(ParameterException.class, () -> options("--account", "nobody"));
    assertThrows(ParameterException.class, () -> options("--topics", "0"));
    assertThrows(ParameterException.class, () -> options("--port", "99999"));
    assertThrows(ParameterException.class, () -> options("--mnemonic-env", "NO_SUCH_VARIABLE"));
  }

  private static byte[] secret() {
    byte[] secret = new byte[32];
    secret[31] = 7;
    return secret;
  }

  private static DevnetOptions options(String... args) {
    DevnetCommand command = new DevnetCommand();
    CommandLine line = new CommandLine(command).setCaseInsensitiveEnumValuesAllowed(true);
    line.parseArgs(args);
    return command.buildOptions();
  }
}
