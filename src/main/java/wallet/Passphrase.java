package wallet;

import domain.Failure;
import domain.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** What opens a keyfile, from a private file; the line end behind it is not part of it. */
public final class Passphrase {
  private Passphrase() {}

  /**
   * The caller clears it.
   *
   * @throws Failure.Stop with exit code 77 if the file is missing or open to others
   */
  public static char[] read(Path file) {
    return line(PrivateFile.read(file));
  }

  /** From {@code WALLET_PASSPHRASE_FILE}, else the systemd credential {@code passphrase}. */
  static char[] find(Map<String, String> environment) {
    Optional<Path> file = Place.path(environment, "WALLET_PASSPHRASE_FILE");
    if (file.isPresent()) {
      return read(file.get());
    }
    return Place.path(environment, "CREDENTIALS_DIRECTORY")
        .map(it -> it.resolve("passphrase"))
        .filter(Files::exists)
        .map(it -> line(PrivateFile.readCredential(it)))
        .orElseThrow(Passphrase::missing);
  }

  private static char[] line(char[] text) {
    int end = text.length;
    while (end > 0 && (text[end - 1] == '\n' || text[end - 1] == '\r')) {
      end--;
    }
    char[] line = Arrays.copyOf(text, end);
    Arrays.fill(text, '\0');
    return line;
  }

  private static Failure.Stop missing() {
    return new Failure.Stop(
        Reason.KEY,
        77,
        "no passphrase found: set WALLET_PASSPHRASE_FILE, or give the systemd credential"
            + " passphrase");
  }
}
