package wallet;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import domain.Failure;
import domain.FailureReason;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;

/**
 * A wallet kept in a file under a passphrase, as one JSON object with its parameters. The file
 * shows the address in clear; changing it, or anything else, makes the file unreadable.
 */
public final class Keyfile {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
  private static final int SHORTEST = 8;

  private Keyfile() {}

  /**
   * Writes a new file with mode 600. Takes some 64 MiB and a good part of a second.
   *
   * @throws Failure.Stop with exit code 77 if the file exists or the passphrase is under 8
   *     characters
   */
  public static void create(Path file, Wallet wallet, char[] passphrase, SecureRandom random) {
    if (passphrase.length < SHORTEST) {
      throw stop("the passphrase for " + file + " needs at least " + SHORTEST + " characters");
    }
    SecretFile.write(file, toJson(EncryptedKey.encrypt(wallet, passphrase, random)).toCharArray());
  }

  /**
   * @throws Failure.Stop with exit code 77 if the file is no keyfile, is open to others, or does
   *     not open with this passphrase
   */
  public static Wallet open(Path file, char[] passphrase) {
    try {
      return read(file).decrypt(passphrase);
    } catch (GeneralSecurityException e) {
      throw stop("the passphrase does not open " + file + ", or the file was changed; check both");
    }
  }

  private static EncryptedKey read(Path file) {
    try {
      return JSON.readValue(new String(SecretFile.read(file)), EncryptedKey.class);
    } catch (JsonMappingException e) {
      String why =
          e.getCause() instanceof IllegalArgumentException it ? ": " + it.getMessage() : "";
      throw notAKeyfile(file, why);
    } catch (JacksonException e) {
      throw notAKeyfile(file, "");
    }
  }

  private static String toJson(EncryptedKey key) {
    try {
      return JSON.writeValueAsString(key) + "\n";
    } catch (JacksonException e) {
      throw new IllegalStateException("a keyfile cannot be written as JSON", e);
    }
  }

  private static Failure.Stop notAKeyfile(Path file, String why) {
    return stop(file + " is not a keyfile" + why + "; make one with `dromedary wallet encrypt`");
  }

  private static Failure.Stop stop(String sentence) {
    return new Failure.Stop(FailureReason.KEY, 77, sentence);
  }
}
