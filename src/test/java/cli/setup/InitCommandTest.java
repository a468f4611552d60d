package cli.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cli.DevnetFixture;
import cli.Main;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class InitCommandTest {
  @TempDir Path dir;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int execute(InitDialog.Terminal terminal, String... args) {
    CommandLine line = Main.singleCommand(new InitCommand(Map.of("HOME", dir + ""), terminal));
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(args);
  }

  private Properties written() throws Exception {
    Properties read = new Properties();
    read.load(Files.newBufferedReader(dir.resolve("d.properties")));
    return read;
  }

  private String file() {
    return dir.resolve("d.properties").toString();
  }

  /** Types these lines, then nothing. */
  private static InitDialog.Terminal typing(String... lines) {
    Deque<String> left = new ArrayDeque<>(List.of(lines));
    return new InitDialog.Terminal() {
      @Override
      public String ask(String prompt) {
        return left.isEmpty() ? "" : left.poll();
      }

      @Override
      public char[] askHidden(String prompt) {
        return ask(prompt).toCharArray();
      }
    };
  }

  @Test
  void withYesItWritesAPrivateFileAndKeyAndTheNextCommands() throws Exception {
    assertEquals(0, execute(null, "--yes", "--offline", "--out", file()), err::toString);
    assertEquals("testnet", written().get("network.preset"));
    assertEquals("67", written().get("topics"));
    Path key = Path.of(written().getProperty("wallet.mnemonic-file"));
    for (Path made : List.of(key, dir.resolve("d.properties"))) {
      assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(made)));
    }
    assertTrue(Files.readString(dir.resolve("d.properties")).contains("# Topic ids"));
    assertTrue(out.toString().contains("dromedary run --config " + file()), out::toString);
  }

  @Test
  void aReputerGetsItsRoleAndItsNextCommands() throws Exception {
    String[] args = {
      "--yes", "--offline", "--role", "reputer", "--topic-id", "69", "--out", file()
    };
    assertEquals(0, execute(null, args), err::toString);
    assertEquals("reputer", written().get("topic.69.role"));
    assertTrue(out.toString().contains("stake add AMOUNT --topic-id 69"), out::toString);
    args[3] = "miner";
    assertEquals(64, execute(null, args));
  }

  @Test
  void nothingIsOverwrittenUnasked() throws Exception {
    Files.writeString(dir.resolve("d.properties"), "topics = 1\n");
    assertEquals(64, execute(null, "--yes", "--offline", "--out", file()));
    assertEquals(64, execute(typing("n"), "--offline", "--out", file()));
    assertEquals("1", written().get("topics"));
    assertEquals(0, execute(null, "--yes", "--offline", "--overwrite", "--out", file()));
    assertEquals("67", written().get("topics"));
  }

  @Test
  void aPersonIsAskedAgainUntilTheAnswerCanBeUsed() throws Exception {
    InitDialog.Terminal person =
        typing(
            "tesnet",
            "testnet",
            "seven",
            "69",
            "price",
            "btcusd",
            "24h",
            "/nowhere/model",
            "http://localhost:8000/{Token}",
            "",
            "new",
            "token-of-mine");
    assertEquals(0, execute(person, "--offline", "--out", file()), err::toString);
    assertTrue(err.toString().contains("did you mean testnet?"), err.toString());
    assertEquals("http://localhost:8000/{Token}", written().get("topic.69.model-url"));
    assertEquals("token-of-mine", written().get("market.tiingo.token"));
  }

  @Test
  void aMistypedKeyIsAskedAgain() throws Exception {
    InitDialog.Terminal person =
        typing("", "", "", "", "import", "foo bar", "abandon ".repeat(11) + "about");
    assertEquals(0, execute(person, "--offline", "--out", file()), err::toString);
    assertTrue(err.toString().contains("the mnemonic is not valid"), err.toString());
    Path key = Path.of(written().getProperty("wallet.mnemonic-file"));
    assertTrue(Files.readString(key).endsWith("about"));
  }

  @Test
  void theEndOfTheInputEndsIt() {
    InitDialog.Terminal ended =
        new InitDialog.Terminal() {
          @Override
          public String ask(String prompt) {
            return null;
          }

          @Override
          public char[] askHidden(String prompt) {
            return new char[0];
          }
        };
    assertEquals(64, execute(ended, "--offline", "--out", file()));
    assertTrue(err.toString().contains("the input ended"), err.toString());
    assertFalse(Files.exists(dir.resolve("d.properties")));
  }

  @Test
  void theGoNodesFileBecomesAFileOfOursWithEveryKeyReported() throws Exception {
    assertEquals(
        0,
        execute(
            null, "--from", "src/test/resources/foreign/config.json", "--offline", "--out", file()),
        err::toString);
    assertEquals("67,68", written().get("topics"));
    String words = Files.readString(Path.of(written().getProperty("wallet.mnemonic-file")));
    assertTrue(words.startsWith("abandon"), words);
    assertTrue(out.toString().contains("worker[0].loopSeconds"), out::toString);
    assertFalse(out.toString().contains("abandon"), out::toString);
  }

  @Test
  void asksTheNetworkForItsTopicsAndRunsTheDoctorsChecks() throws Exception {
    try (DevnetFixture devnet = new DevnetFixture(dir)) {
      String[] sets = {
        "--set",
        "network.endpoints=rest+" + devnet.devnet.restUri(),
        "--set",
        "market.coinbase.url=" + devnet.devnet.marketUri(),
        "--set",
        "market.sources=coinbase"
      };
      String[] args =
          Arrays.copyOf(new String[] {"--network", "devnet", "--out", file()}, 4 + sets.length);
      System.arraycopy(sets, 0, args, 4, sets.length);
      assertEquals(0, execute(typing("69", "abc"), args), err::toString);
      assertTrue(err.toString().contains("the network has no active topic 69"), err::toString);
      assertEquals("67", written().get("topics"));
      assertTrue(err.toString().contains("BTC/USD 168h log-return"), err::toString);
      assertTrue(err.toString().contains("checks of `dromedary doctor` pass"), err::toString);
    }
  }

  @Test
  void secretsAndUnknownKeysAreRefusedOnTheCommandLine() {
    assertEquals(
        64,
        execute(
            null, "--yes", "--out", file(), "--set", "market.tiingo.token=x", "--set", "tpoics=1"));
    assertTrue(err.toString().contains("may not stand on the command line"), err::toString);
    assertTrue(err.toString().contains("did you mean topics?"), err::toString);
  }

  @Test
  void noNewKeyIsMadeForAWorkerThatHasOne() throws Exception {
    Path env = Files.writeString(dir.resolve("old.env"), "ALLORA_WALLET_ADDR=allo1abc\n");
    String[] args = {"--from", env.toString(), "--offline", "--out", file()};
    assertEquals(0, execute(null, args), err::toString);
    assertFalse(written().containsKey("wallet.mnemonic-file"));
    assertTrue(err.toString().contains("the key of allo1abc is still to be given"), err::toString);
    Files.writeString(env, "MNEMONIC=" + DevnetFixture.WORDS + "\nALLORA_WALLET_ADDR=allo1abc\n");
    assertEquals(77, execute(null, "--overwrite", args[0], args[1], args[2], args[3], args[4]));
    assertTrue(err.toString().contains("wallet.address is allo1abc"), err::toString);
  }

  @Test
  void aFolderWithoutSettingsOfAnybodyIsRefused() throws Exception {
    assertEquals(65, execute(null, "--from", dir.toString(), "--offline", "--out", file()));
    assertTrue(err.toString().contains("no setting of another worker"), err::toString);
    Path file = Files.write(dir.resolve("utf16.env"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    assertEquals(65, execute(null, "--from", file.toString(), "--offline", "--out", file()));
    assertTrue(err.toString().contains("save it as UTF-8"), err::toString);
  }
}
