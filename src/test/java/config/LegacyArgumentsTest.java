package config;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import domain.Failure;
import features.FeatureNamesFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import wiring.ComponentFactory;

class LegacyArgumentsTest {
  @TempDir Path dir;

  private static String translated(String line) {
    return String.join(" ", LegacyArguments.translate(line.split(" ")));
  }

  @Test
  void modeFlagsAtTheRootBecomeVerbs() {
    assertEquals("run --topic-id 67", translated("--daemon --topic-id 67"));
    assertEquals("run", translated("--continuous"));
    assertEquals("run -c a.properties", translated("-c a.properties --daemon"));
    assertEquals("once --dry-run", translated("--once --dry-run"));
    assertEquals("once --model=m --features f", translated("--model=m --features f"));
  }

  @Test
  void everythingElseStaysAsItIs() {
    assertEquals("run --dry-run", translated("run --dry-run"));
    assertEquals("--gallop", translated("--gallop"));
    assertArrayEquals(new String[0], LegacyArguments.translate());
  }

  @Test
  void flagsThatContradictEachOtherAreRefused() {
    Failure.Stop stop = assertThrows(Failure.Stop.class, () -> translated("--daemon --once"));
    assertEquals(64, stop.exitCode());
    assertTrue(stop.getMessage().contains("either --daemon or --once"));
  }

  @Test
  void endpointsAreACommaListOrAJsonArrayAndComeBeforeThePresets() {
    for (String text :
        List.of("https://a:26657,rest+https://b/", "[\"https://a:26657\", \"rest+https://b\"]")) {
      Map<String, String> environment = Map.of("RPC_ENDPOINTS", text, "RPC_URL", "http://unused");
      Settings settings =
          Settings.loadStrict(Configuration.load(null, environment, Map.of()), environment);
      assertEquals(
          "[rpc+https://a:26657, rest+https://b, "
              + "rest+https://allora-api.testnet.allora.network, "
              + "rpc+https://allora-rpc.testnet.allora.network, "
              + "wss://allora-rpc.testnet.allora.network/websocket]",
          NetworkSettings.fromSettings(settings).endpoints().toString());
    }
  }

  @Test
  void namesWithoutEffectAreRemarkedOn() {
    assertEquals(List.of(), LegacyArguments.warnings("--daemon"));
    assertEquals(1, LegacyArguments.warnings(Map.of("SUBMISSION_INTERVAL", "3600")).size());
    assertEquals(1, LegacyArguments.warnings("--continuous").size());
  }

  @Test
  void aSlipInANameOfTheEnvironmentIsToldWithWhatWasMeant() {
    Map.ofEntries(
            Map.entry("DROMEDRAY_MODEL_URL", "TOPIC_N_MODEL_URL"),
            Map.entry("DROMEDARY_MODEL_DIR", "MODEL_DIR"),
            Map.entry("DROMEDARY_JAVA_OPTION", "DROMEDARY_JAVA_OPTIONS"),
            Map.entry("MODLE_URL", "TOPIC_N_MODEL_URL"),
            Map.entry("MODLE_DIR", "MODEL_DIR"),
            Map.entry("MODEL_DRI", "MODEL_DIR"),
            Map.entry("NETWROK_PRESET", "NETWORK_PRESET"),
            Map.entry("TOPCI_67_MODEL_URL", "TOPIC_67_MODEL_URL"),
            Map.entry("TOPIC_12_MODEL_ULR", "TOPIC_12_MODEL_URL"),
            Map.entry("TOPCIS", "TOPICS"),
            Map.entry("WALET_MNEMONIC_FILE", "WALLET_MNEMONIC_FILE"),
            Map.entry("MNEMONIC_FIEL", "MNEMONIC_FILE"))
        .forEach(
            (typed, meant) -> {
              List<String> warnings = LegacyArguments.warnings(Map.of(typed, "x"));
              assertEquals(1, warnings.size(), typed);
              assertTrue(
                  warnings.get(0).endsWith("did you mean " + meant + "?"), warnings::toString);
            });
  }

  @Test
  void aChildOfOursLosesSettingsAndKeyOfTheOperator() {
    String ours =
        "MNEMONIC MNEMONIC_FILE PRIVATE_KEY WALLET_KEYFILE NETWORK_ENDPOINTS ALERT_URI TOPIC_ID"
            + " TOPIC_67_MODEL_URL TIINGO_API_KEY CAMEL_MANAGEMENT_PORT"
            + " WALLET_COLD_KEYFILE MARKET_BTCUSD_SOURCES";
    Map<String, String> environment = new HashMap<>(Map.of("PATH", "/bin", "HOME", "/root"));
    List.of(ours.split(" ")).forEach(it -> environment.put(it, "x"));
    Configuration.removeSettings(environment);
    assertEquals(Set.of("PATH", "HOME"), environment.keySet());
  }

  @Test
  void namesOfOtherProgramsAreNotRemarkedOn() {
    String others =
        "PATH HOME SHELL LANG TERM USER PWD TOPIC_67_MODEL_URL MODEL_DIR CAMEL_MAIN_NAME TMPDIR"
            + " STORE_PERIOD_DAYS STATE_DIRECTORY STAGE_DIR BLOG_URL NODE_ENV NODE_DIR JAVA_HOME"
            + " WINDOWS_DIR LOSS_URL CATALINA_HOME JOURNAL_STREAM LOG_NAMESPACE MARKETING_URL"
            + " LOGNAME MODE PAIR TARGET WALLET DROMEDARY_JAVA_OPTIONS DROMEDARY_SHARED AWS_REGION"
            + " SSH_TTY XDG_STATE_HOME LOGDIR INSTANCES_URL";
    for (String name : others.split(" ")) {
      assertEquals(List.of(), LegacyArguments.warnings(Map.of(name, "x")), name);
    }
  }

  @Test
  void aPickleIsRefusedWithTheLineThatConvertsIt() {
    Settings settings =
        Settings.loadStrict(
            Configuration.load(null, Map.of(), Map.of("model.dir", "m.pkl")), Map.of());
    Failure.Stop stop =
        assertThrows(Failure.Stop.class, () -> new ComponentFactory(settings, null).topicPlans());
    assertEquals(65, stop.exitCode());
    assertTrue(stop.getMessage().contains("dromedary model import m.pkl --to model"));
  }

  @Test
  void aFeatureFileIsReadInThreeFormsAndComparedInOrder() throws Exception {
    Path lines = Files.writeString(dir.resolve("a"), "x\ny\n");
    Path list = Files.writeString(dir.resolve("b"), "[\"x\", \"y\"]");
    Path object = Files.writeString(dir.resolve("c"), "{\"features\": [\"x\", \"y\"]}");
    List.of(lines, list, object)
        .forEach(it -> FeatureNamesFile.requireMatch(it, List.of("x", "y")));
    assertThrows(Failure.Stop.class, () -> FeatureNamesFile.requireMatch(lines, List.of("y", "x")));
  }
}
