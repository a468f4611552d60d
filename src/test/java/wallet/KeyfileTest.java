package wallet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import domain.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyfileTest {
  private static final Wallet WALLET = WalletTestVectors.signer();
  static final char[] PASSPHRASE = "gr\u00fcn und lang genug".toCharArray();

  @TempDir Path dir;

  @Test
  void keepsAWalletUnderAPassphraseNeverTwiceInTheSameBytes() throws IOException {
    Path file = created("a");
    Wallet opened = Keyfile.open(file, PASSPHRASE);
    assertEquals(WALLET.address(), opened.address());
    assertArrayEquals(WALLET.privateKey(), opened.privateKey());
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    String text = Files.readString(file);
    assertTrue(text.contains(WALLET.address()) && text.contains("\"memoryKib\" : 65536"), text);
    assertFalse(text.contains(WalletTestVectors.hex(WALLET.privateKey())));
    List<String> lines = Files.readAllLines(file);
    lines.removeAll(Files.readAllLines(created("b")));
    assertEquals(3, lines.size(), "salt, iv and sealed differ");
  }

  private Path created(String name) {
    Path file = dir.resolve(name);
    Keyfile.create(file, WALLET, PASSPHRASE, new SecureRandom());
    return file;
  }

  @Test
  void neverOverwritesAFile() throws IOException {
    Path file = Files.writeString(dir.resolve("worker.key"), "mine");
    assertThrows(
        Failure.Stop.class, () -> Keyfile.create(file, WALLET, PASSPHRASE, new SecureRandom()));
    assertEquals("mine", Files.readString(file));
  }

  @Test
  void refusesAShortPassphrase() {
    Path file = dir.resolve("worker.key");
    assertThrows(
        Failure.Stop.class,
        () -> Keyfile.create(file, WALLET, "seven77".toCharArray(), new SecureRandom()));
    assertFalse(Files.exists(file));
  }

  /** The resource was sealed by another program: Argon2id, lanes, header and tag agree. */
  @Test
  void opensAKeyfileMadeElsewhere() {
    Wallet opened = Keyfile.open(copy(foreign()), PASSPHRASE);
    assertArrayEquals(WALLET.privateKey(), opened.privateKey());
  }

  @Test
  void saysThatThePassphraseIsWrong() {
    Path file = copy(foreign());
    Failure.Stop e =
        assertThrows(Failure.Stop.class, () -> Keyfile.open(file, "another one".toCharArray()));
    assertEquals(77, e.exitCode());
    assertTrue(e.getMessage().contains("the passphrase does not open"), e.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "allo19rl4cm2, allo1jrkmdcwg",
    "\"passes\": 2, \"passes\": 3",
    "\"lanes\": 2, \"lanes\": 1",
    "8192, 8193",
    "00010203, 00010204",
    "10111213, 10111214"
  })
  void doesNotOpenOnceAnythingIsChanged(String from, String to) {
    refused(foreign().replace(from, to), "or the file was changed");
  }

  @ParameterizedTest
  @CsvSource({
    "8192, 4000000, memoryKib is outside",
    "8192, 1, memoryKib is outside",
    "\"passes\": 2, \"passes\": 1000, passes is outside",
    "\"lanes\": 2, \"lanes\": 0, lanes is outside",
    "argon2id, pbkdf2, algorithms",
    "\"version\": 1, \"version\": 2, version 2",
    "00010203, 0001020, damaged",
    "\"salt\", \"pepper\", not a keyfile",
    "{, [, not a keyfile"
  })
  void refusesParametersOutOfBounds(String from, String to, String why) {
    refused(foreign().replace(from, to), why);
  }

  private void refused(String text, String why) {
    assertNotEquals(foreign(), text);
    Path file = copy(text);
    Failure.Stop e = assertThrows(Failure.Stop.class, () -> Keyfile.open(file, PASSPHRASE));
    assertEquals(77, e.exitCode());
    assertTrue(e.getMessage().contains(why), e.getMessage());
  }

  private Path copy(String text) {
    Path file = dir.resolve("foreign.key");
    SecretFile.write(file, text.toCharArray());
    return file;
  }

  static String foreign() {
    try (InputStream in = KeyfileTest.class.getResourceAsStream("/keyfile.json")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
