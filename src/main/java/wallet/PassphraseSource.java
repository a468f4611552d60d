package wallet;

import domain.Failure;
import domain.FailureReason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** What opens a keyfile, from a private file; the line end behind it is not part of it. */
public final class PassphraseSource {
  private PassphraseSource() {}

  /**
   * The caller clears it.
   *
   * @throws Failure.Stop with exit code 77 if the file is missing or open to others
   */
  public static char[] read(Path file) {
    return withoutLineEnd(SecretFile.read(file));
  }

  /** From {@code WALLET_PASSPHRASE_FILE}, else the systemd credential {@code passphrase}. */
  static char[] find(Map<String, String> environment) {
    Optional<Path> file = KeyLocation.pathFromVariable(environment, "WALLET_PASSPHRASE_FILE");
    if (file.isPresent()) {
      return read(file.get());
    }
    return KeyLocation.pathFromVariable(environment, "CREDENTIALS_DIRECTORY")
        .map(it -> it.resolve("passphrase"))
        .filter(Files::exists)
        .map(it -> withoutLineEnd(SecretFile.readCredential(it)))
        .orElseThrow(PassphraseSource::noPassphraseFound);
  }

  private static char[] withoutLineEnd(char[] text) {
    int end = text.length;
    while (end > 0 && (text[end - 1] == '\n' || text[end - 1] == '\r')) {
      end--;
    }
    char[] line = Arrays.copyOf(text, end);
    Arrays.fill(text, '\0');
    return line;
  }

  private static Failure.Stop noPassphraseFound() {
    return new Failure.Stop(
        FailureReason.KEY,
        77,
        "no passphrase found: set WALLET_PASSPHRASE_FILE, or give the systemd credential"
            + " passphrase");
  }
}
