package wallet;

import domain.Failure;
import domain.FailureReason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import wallet.KeySource.KeyParser;

/**
 * One place a key may come from, and how to open it.
 *
 * @param name as sentences call it
 * @param absenceReason why there is no key here, or empty if there is one
 * @param file the file behind it, if it is one
 */
public record KeyCandidate(
    String name, String absenceReason, Optional<Path> file, Supplier<Wallet> key) {

  /** A file that a variable names: once named, it has to be there. */
  static KeyCandidate fileFromVariable(
      Map<String, String> environment, String variable, Function<Path, Wallet> opener) {
    Optional<Path> file = pathFromVariable(environment, variable);
    String name = variable + file.map(it -> " (" + it + ")").orElse("");
    return new KeyCandidate(
        name, file.isEmpty() ? "not set" : "", file, () -> opener.apply(file.orElseThrow()));
  }

  /** A file that counts only if it exists. */
  static KeyCandidate defaultFile(Path file, Function<Path, Wallet> opener) {
    return new KeyCandidate(
        file.toString(),
        Files.exists(file) ? "" : "no such file",
        Optional.of(file),
        () -> opener.apply(file));
  }

  static KeyCandidate textFromVariable(Map<String, String> environment, String variable) {
    String text = environment.getOrDefault(variable, "");
    return new KeyCandidate(
        variable,
        text.isBlank() ? "not set" : "",
        Optional.empty(),
        () -> KeyParser.parseAndClear(text.toCharArray()));
  }

  /** A file systemd unpacks for this service. */
  static KeyCandidate systemdCredential(Map<String, String> environment, String credential) {
    String name = "systemd credential " + credential;
    Optional<Path> file =
        pathFromVariable(environment, "CREDENTIALS_DIRECTORY").map(it -> it.resolve(credential));
    return new KeyCandidate(
        name,
        file.filter(Files::exists).isPresent() ? "" : "not given",
        Optional.empty(),
        () -> KeyParser.parseAndClear(SecretFile.readCredential(file.orElseThrow())));
  }

  boolean isPresent() {
    return absenceReason.isEmpty();
  }

  /**
   * @throws Failure.Stop with the place in front of what is wrong
   */
  KeySource.FoundKey loadKey() {
    try {
      List<String> warnings = file.flatMap(SecretFile::gitWarning).stream().toList();
      return new KeySource.FoundKey(key.get(), name, warnings);
    } catch (Failure.Stop e) {
      throw new Failure.Stop(e.reason(), e.exitCode(), name + ": " + e.getMessage());
    }
  }

  static Optional<Path> pathFromVariable(Map<String, String> environment, String variable) {
    return Optional.of(environment.getOrDefault(variable, ""))
        .filter(it -> !it.isBlank())
        .map(Path::of);
  }

  /** What opens a keyfile, from a private file; the line end behind it is not part of it. */
  public static final class PassphraseSource {
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
      Optional<Path> file = KeyCandidate.pathFromVariable(environment, "WALLET_PASSPHRASE_FILE");
      if (file.isPresent()) {
        return read(file.get());
      }
      return KeyCandidate.pathFromVariable(environment, "CREDENTIALS_DIRECTORY")
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
}
