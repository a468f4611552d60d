package wallet;

import domain.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One place a key may come from, and how to open it.
 *
 * @param name as sentences call it
 * @param absenceReason why there is no key here, or empty if there is one
 * @param file the file behind it, if it is one
 */
record KeyLocation(String name, String absenceReason, Optional<Path> file, Supplier<Wallet> key) {

  /** A file that a variable names: once named, it has to be there. */
  static KeyLocation fileFromVariable(
      Map<String, String> environment, String variable, Function<Path, Wallet> opener) {
    Optional<Path> file = pathFromVariable(environment, variable);
    String name = variable + file.map(it -> " (" + it + ")").orElse("");
    return new KeyLocation(
        name, file.isEmpty() ? "not set" : "", file, () -> opener.apply(file.orElseThrow()));
  }

  /** A file that counts only if it exists. */
  static KeyLocation defaultFile(Path file, Function<Path, Wallet> opener) {
    return new KeyLocation(
        file.toString(),
        Files.exists(file) ? "" : "no such file",
        Optional.of(file),
        () -> opener.apply(file));
  }

  static KeyLocation textFromVariable(Map<String, String> environment, String variable) {
    String text = environment.getOrDefault(variable, "");
    return new KeyLocation(
        variable,
        text.isBlank() ? "not set" : "",
        Optional.empty(),
        () -> KeyParser.parseAndClear(text.toCharArray()));
  }

  /** A file systemd unpacks for this service. */
  static KeyLocation systemdCredential(Map<String, String> environment, String credential) {
    String name = "systemd credential " + credential;
    Optional<Path> file =
        pathFromVariable(environment, "CREDENTIALS_DIRECTORY").map(it -> it.resolve(credential));
    return new KeyLocation(
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
}
