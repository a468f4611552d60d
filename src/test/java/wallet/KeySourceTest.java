package wallet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import domain.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeySourceTest {
  private static final List<String> KEYS =
      WalletTestVectors.all("/keys")
          .map(it -> WalletTestVectors.text(it, "mnemonic"))
          .distinct()
          .toList();
  private static final String PASSPHRASE = new String(KeyfileTest.PASSPHRASE);

  @TempDir Path dir;
  private final Map<String, String> environment = new HashMap<>();
  private Path credentials;

  @BeforeEach
  void makeFolders() throws IOException {
    credentials = Files.createDirectory(dir.resolve("credentials"));
  }

  @Test
  void namesEveryPlaceWhenThereIsNone() {
    environment.put("MNEMONIC", " ");
    Failure.Stop e = refused(77);
    for (String place :
        List.of(
            "WALLET_KEYFILE (not set)",
            "MNEMONIC_FILE (not set)",
            "MNEMONIC (not set)",
            "PRIVATE_KEY (not set)",
            "systemd credential mnemonic (not given)",
            dir.resolve(".allora_key") + " (no such file)")) {
      assertTrue(e.getMessage().contains(place), e.getMessage());
    }
  }

  /** Adds one place after the other, last in rank first: each new one has to win. */
  @Test
  void takesThePlacesInTheirOrder() throws IOException {
    secret(dir.resolve(".allora_key"), KEYS.get(0) + "\n");
    foundFrom(KEYS.get(0), dir.resolve(".allora_key").toString());
    environment.put("CREDENTIALS_DIRECTORY", credentials.toString());
    foundFrom(KEYS.get(0), dir.resolve(".allora_key").toString());
    secret(credentials.resolve("mnemonic"), KEYS.get(1));
    foundFrom(KEYS.get(1), "systemd credential mnemonic");
    environment.put(
        "PRIVATE_KEY",
        "0x" + WalletTestVectors.text(WalletTestVectors.one("/keys/0"), "private_key_hex"));
    foundFrom(KEYS.get(0), "PRIVATE_KEY");
    environment.put("MNEMONIC", KEYS.get(2));
    foundFrom(KEYS.get(2), "MNEMONIC");
    Path file = secret(dir.resolve("words"), "  " + KEYS.get(3).replace(" ", "\n").toUpperCase());
    environment.put("MNEMONIC_FILE", file.toString());
    foundFrom(KEYS.get(3), "MNEMONIC_FILE (" + file + ")");
    Path keyfile = keyfile();
    secret(credentials.resolve("passphrase"), PASSPHRASE + "\n");
    foundFrom(KEYS.get(0), "WALLET_KEYFILE (" + keyfile + ")");
  }

  @Test
  void opensAKeyfileWithAPassphraseFile() throws IOException {
    keyfile();
    assertTrue(refused(77).getMessage().contains("WALLET_PASSPHRASE_FILE"));
    Path passphrase = secret(dir.resolve("passphrase"), PASSPHRASE + "\r\n");
    environment.put("WALLET_PASSPHRASE_FILE", passphrase.toString());
    assertEquals(address(KEYS.get(0)), find().wallet().address());
  }

  @Test
  void doesNotLookFurtherWhenANamedFileIsMissing() {
    environment.put("MNEMONIC_FILE", dir.resolve("gone").toString());
    environment.put("MNEMONIC", KEYS.get(0));
    assertTrue(refused(77).getMessage().contains("gone does not exist"));
  }

  @Test
  void refusesFilesThatOthersMayReadOrWrite() throws IOException {
    Path file = secret(dir.resolve("words"), KEYS.get(0));
    environment.put("MNEMONIC_FILE", file.toString());
    for (String mode : List.of("rw-r-----", "rw----r--", "rw--w----", "rw-----w-", "rw-r--r--")) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
      Failure.Stop e = refused(77);
      assertTrue(e.getMessage().contains("chmod 600 " + file), e.getMessage());
    }
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
    assertEquals(address(KEYS.get(0)), find().wallet().address());
  }

  /** As Kubernetes does with fsGroup: owned by another user, readable by our group. */
  @Test
  void takesAFileThatAnotherUserGaveToOurGroup() throws IOException {
    Path file = secret(dir.resolve("words"), KEYS.get(0));
    environment.put("MNEMONIC_FILE", file.toString());
    Object ourGroup = Files.getAttribute(Path.of("/proc/self/status"), "unix:gid");
    assumeTrue(ourGroup.equals(0), "only root may give a file away");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r-----"));
    refused(77);
    Files.setAttribute(file, "unix:uid", 10001);
    assertEquals(address(KEYS.get(0)), find().wallet().address());
    Files.setAttribute(file, "unix:gid", 10001);
    refused(77);
    Files.setAttribute(file, "unix:gid", ourGroup);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
    refused(77);
  }

  @Test
  void letsSystemdShowItsAccessListAsGroupReadButNoMore() throws IOException {
    environment.put("CREDENTIALS_DIRECTORY", credentials.toString());
    Path file = secret(credentials.resolve("mnemonic"), KEYS.get(0));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r-----"));
    assertEquals(address(KEYS.get(0)), find().wallet().address());
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
    refused(77);
  }

  @Test
  void warnsInsideAGitWorkTree() throws IOException {
    Path folder = Files.createDirectories(dir.resolve("repository/deep"));
    Path file = secret(folder.resolve("words"), KEYS.get(0));
    environment.put("MNEMONIC_FILE", file.toString());
    assertEquals(List.of(), find().warnings());
    Files.createDirectory(dir.resolve("repository/.git"));
    List<String> warnings = find().warnings();
    assertEquals(1, warnings.size());
    assertTrue(warnings.get(0).contains("git work tree"), warnings.get(0));
  }

  @Test
  void takesOnlyTheAddressTheKeyIsFor() {
    environment.put("MNEMONIC", KEYS.get(0));
    environment.put("ALLORA_WALLET_ADDR", address(KEYS.get(0)));
    assertEquals(address(KEYS.get(0)), find().wallet().address());
    environment.put("ALLORA_WALLET_ADDR", address(KEYS.get(1)));
    assertTrue(refused(77).getMessage().contains(address(KEYS.get(1))));
    environment.put("ALLORA_WALLET_ADDR", "allo1nonsense");
    assertTrue(refused(78).getMessage().contains("ALLORA_WALLET_ADDR is not an address"));
  }

  @Test
  void refusesAFileThatIsNoKey() throws IOException {
    environment.put("MNEMONIC_FILE", secret(dir.resolve("big"), "word ".repeat(1000)).toString());
    assertTrue(refused(77).getMessage().contains("too large"));
    environment.put("MNEMONIC_FILE", dir.toString());
    refused(77);
    environment.put("MNEMONIC_FILE", secret(dir.resolve("empty"), "").toString());
    assertTrue(refused(77).getMessage().contains("0 words"));
  }

  private Path keyfile() {
    Path file = secret(dir.resolve("worker.key"), KeyfileTest.foreign());
    environment.put("WALLET_KEYFILE", file.toString());
    return file;
  }

  private static Path secret(Path file, String text) {
    SecretFile.write(file, text.toCharArray());
    return file;
  }

  private KeySource.FoundKey find() {
    return new KeySource(environment, dir).find();
  }

  private void foundFrom(String mnemonic, String origin) {
    KeySource.FoundKey found = find();
    assertEquals(origin, found.origin());
    assertEquals(address(mnemonic), found.wallet().address());
  }

  private Failure.Stop refused(int exitCode) {
    Failure.Stop e = assertThrows(Failure.Stop.class, this::find);
    assertEquals(exitCode, e.exitCode());
    return e;
  }

  private static String address(String mnemonic) {
    return Wallet.fromMnemonic(mnemonic.toCharArray()).address();
  }
}
