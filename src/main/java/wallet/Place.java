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
 * @param absence why there is no key here, or empty if there is one
 * @param file the file behind it, if it is one
 */
record Place(String name, String absence, Optional<Path> file, Supplier<Wallet> key) {

  /** A file that a variable names: once named, it has to be there. */
  static Place named(
      Map<String, String> environment, String variable, Function<Path, Wallet> opener) {
    Optional<Path> file = path(environment, variable);
    String name = variable + file.map(it -> " (" + it + ")").orElse("");
    return new Place(
        name, file.isEmpty() ? "not set" : "", file, () -> opener.apply(file.orElseThrow()));
  }

  /** A file that counts only if it exists. */
  static Place usual(Path file, Function<Path, Wallet> opener) {
    return new Place(
        file.toString(),
        Files.exists(file) ? "" : "no such file",
        Optional.of(file),
        () -> opener.apply(file));
  }

  static Place variable(Map<String, String> environment, String variable) {
    String text = environment.getOrDefault(variable, "");
    return new Place(
        variable,
        text.isBlank() ? "not set" : "",
        Optional.empty(),
        () -> KeyText.cleared(text.toCharArray()));
  }

  /** A file systemd unpacks for this service. */
  static Place credential(Map<String, String> environment, String credential) {
    String name = "systemd credential " + credential;
    Optional<Path> file =
        path(environment, "CREDENTIALS_DIRECTORY").map(it -> it.resolve(credential));
    return new Place(
        name,
        file.filter(Files::exists).isPresent() ? "" : "not given",
        Optional.empty(),
        () -> KeyText.cleared(PrivateFile.readCredential(file.orElseThrow())));
  }

  boolean present() {
    return absence.isEmpty();
  }

  /**
   * @throws Failure.Stop with the place in front of what is wrong
   */
  KeySource.Found open() {
    try {
      List<String> warnings = file.flatMap(PrivateFile::warning).stream().toList();
      return new KeySource.Found(key.get(), name, warnings);
    } catch (Failure.Stop e) {
      throw new Failure.Stop(e.reason(), e.exitCode(), name + ": " + e.getMessage());
    }
  }

  static Optional<Path> path(Map<String, String> environment, String variable) {
    return Optional.of(environment.getOrDefault(variable, ""))
        .filter(it -> !it.isBlank())
        .map(Path::of);
  }
}
