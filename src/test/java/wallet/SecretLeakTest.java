package wallet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import wallet.KeySource.KeyParser;

/** Whatever goes wrong with a key, nothing that is said about it contains a part of the key. */
class SecretLeakTest {
  private static final List<String> WORDS =
      List.of(
          "economy stock theory fatal elder harbor betray wasp final emotion task crumble siren"
              .split(" "));
  private static final String MNEMONIC =
      WalletTestVectors.all("/keys")
          .map(it -> WalletTestVectors.text(it, "mnemonic"))
          .filter(it -> it.startsWith("economy"))
          .findFirst()
          .orElseThrow();
  private static final String HEX =
      "c4a48e2fce1481cd3294b4490f6678090ea98d3d0e5cd984558ab0968741b104";

  @TempDir static Path dir;
  private static final List<String> SAID = new ArrayList<>();

  @BeforeAll
  static void provokeEveryRefusal() {
    for (String bad :
        List.of(
            MNEMONIC + " wasp",
            MNEMONIC.replace("wasp", "waspp"),
            MNEMONIC.replace("wasp", "elder"),
            MNEMONIC.replace(' ', ','),
            HEX.substring(1),
            HEX + "00",
            HEX.replace('c', 'x'),
            "f".repeat(64),
            "0".repeat(64))) {
      everywhere(bad);
    }
    Wallet wallet = Wallet.fromMnemonic(MNEMONIC.toCharArray());
    SAID.add(wallet + " " + new KeySource.FoundKey(wallet, "MNEMONIC", List.of()));
    SAID.add(new KeySource(Map.of("MNEMONIC", MNEMONIC), dir).toString());
  }

  private static void everywhere(String bad) {
    int before = SAID.size();
    attempt(() -> KeyParser.parse(bad.toCharArray()));
    attempt(() -> new KeySource(Map.of("MNEMONIC", bad), dir).find());
    attempt(() -> new KeySource(Map.of("PRIVATE_KEY", bad), dir).find());
    Path file = dir.resolve("k" + before);
    SecretFile.write(file, bad.toCharArray());
    attempt(() -> new KeySource(Map.of("MNEMONIC_FILE", file.toString()), dir).find());
    attempt(() -> Keyfile.open(file, "passphrase".toCharArray()));
    attempt(() -> Bech32Address.requireValid("wallet.address", bad));
    assertEquals(before + 6, SAID.size(), "refusals of a bad key");
  }

  private static void attempt(Runnable use) {
    try {
      use.run();
    } catch (RuntimeException e) {
      for (Throwable t = e; t != null; t = t.getCause()) {
        SAID.add(t.toString());
      }
    }
  }

  @Test
  void noSentenceRepeatsAWord() {
    for (String said : SAID) {
      for (String word : WORDS) {
        assertFalse(said.matches("(?s).*\\b" + word + "p?\\b.*"), said);
      }
    }
  }

  @Test
  void noSentenceRepeatsDigitsOfAKey() {
    for (String said : SAID) {
      assertFalse(said.contains(HEX.substring(10, 20)) || said.contains("ffffffff"), said);
    }
  }

  @Test
  void everySentenceSaysWhatToDo() {
    for (String said : SAID.subList(0, SAID.size() - 2)) {
      assertTrue(said.startsWith("domain.Failure$Stop: ") && said.length() > 40, said);
    }
  }
}
