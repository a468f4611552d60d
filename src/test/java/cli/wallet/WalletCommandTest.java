package cli.wallet;

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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Tag("process")
class WalletCommandTest {
  private static final String PASSPHRASE = "one hump is enough";

  @TempDir Path dir;
  private final StringWriter err = new StringWriter();
  private final StringWriter out = new StringWriter();

  private int execute(String... args) {
    CommandLine line = Main.commandLine();
    line.setErr(new PrintWriter(err, true));
    line.setOut(new PrintWriter(out, true));
    return line.execute(args);
  }

  private String secret(String name, String text) throws Exception {
    Path file =
        Files.createFile(
            dir.resolve(name),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    return Files.writeString(file, text).toString();
  }

  private String[] show(String keyfile, String passphrase) {
    return new String[] {
      "wallet",
      "show",
      "--set",
      "wallet.keyfile=" + keyfile,
      "--set",
      "wallet.passphrase-file=" + passphrase
    };
  }

  @Test
  void anImportedKeyIsShownAsItsAddressAndNothingElse() throws Exception {
    String text = secret("words", DevnetFixture.WORDS + "\n");
    String passphrase = secret("passphrase", PASSPHRASE + "\n");
    String keyfile = dir.resolve("key.json").toString();
    assertEquals(
        0,
        execute(
            "wallet", "import", "--from", text, "--out", keyfile, "--passphrase-file", passphrase),
        err::toString);
    assertEquals(0, execute(show(keyfile, passphrase)), err::toString);
    assertEquals(DevnetFixture.WORKER, out.toString().strip());
    String all = err.toString() + out + Files.readString(Path.of(keyfile));
    assertFalse(all.contains("abandon") || all.contains(PASSPHRASE), all);
  }

  @Test
  void aNewKeyShowsItsWordsOnlyWhenAsked() throws Exception {
    String passphrase = secret("passphrase", PASSPHRASE);
    assertEquals(
        0,
        execute(
            "wallet",
            "new",
            "--out",
            dir.resolve("not/there/a").toString(),
            "--passphrase-file",
            passphrase),
        err::toString);
    assertEquals("", out.toString());
    assertEquals(
        0,
        execute(
            "wallet",
            "new",
            "--out",
            dir.resolve("b").toString(),
            "--passphrase-file",
            passphrase,
            "--show-mnemonic"),
        err::toString);
    assertEquals(24, out.toString().strip().split(" ").length);
  }

  @Test
  void anExistingKeyFileIsNeverReplaced() throws Exception {
    String passphrase = secret("passphrase", PASSPHRASE);
    String taken = secret("taken", "precious");
    assertEquals(77, execute("wallet", "new", "--out", taken, "--passphrase-file", passphrase));
    assertEquals("precious", Files.readString(Path.of(taken)));
  }

  @Test
  void aKeyInClearIsEncryptedAsItIs() throws Exception {
    String text = secret("words", DevnetFixture.WORDS);
    String passphrase = secret("passphrase", PASSPHRASE);
    String keyfile = dir.resolve("key.json").toString();
    assertEquals(
        0,
        execute(
            "wallet",
            "encrypt",
            "--set",
            "wallet.mnemonic-file=" + text,
            "--out",
            keyfile,
            "--passphrase-file",
            passphrase),
        err::toString);
    execute(show(keyfile, passphrase));
    assertEquals(DevnetFixture.WORKER, out.toString().strip());
  }

  @Test
  void withoutATerminalThePassphraseMustComeFromAFile() {
    int code = execute("wallet", "new", "--out", dir.resolve("k").toString());
    assertEquals(77, code);
    assertTrue(err.toString().contains("--passphrase-file"), err.toString());
  }
}
