package config.foreign;

import base.ExitStatus;
import domain.Failure;
import domain.FailureReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The kinds of configuration that users of other workers have, told by what is in them. */
public enum ForeignFormat {
  GO_NODE("the configuration of the Allora offchain node"),
  RUNNER_YAML("the configuration of the Allora SDK's worker"),
  ENVIRONMENT_FILE("an environment file of another worker"),
  KEY_FILE("a key file of the Allora SDK"),
  KIT_FOLDER("a folder of the forge builder kit");

  /** Beyond that it is no configuration. */
  private static final long LARGEST = 1 << 20;

  private final String description;

  ForeignFormat(String description) {
    this.description = description;
  }

  public String description() {
    return description;
  }

  /** Empty for a file of this program, and for one that nobody knows. */
  public static Optional<ForeignFormat> detect(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      return Optional.of(KIT_FOLDER);
    }
    if (Files.size(file) > LARGEST) {
      return Optional.empty();
    }
    String text = readText(file).strip();
    if (text.startsWith("{")) {
      return Optional.of(GO_NODE);
    }
    if (text.lines().anyMatch(it -> it.matches("(wallet|network|workers):.*"))) {
      return Optional.of(RUNNER_YAML);
    }
    if (text.lines().anyMatch(it -> it.matches("(export )?[A-Z][A-Z0-9_]*=.*"))) {
      return Optional.of(ENVIRONMENT_FILE);
    }
    boolean words =
        text.matches("([a-z]+\\s+){11,23}[a-z]+") || text.matches("(0x)?[0-9a-fA-F]{64}");
    return words ? Optional.of(KEY_FILE) : Optional.empty();
  }

  /**
   * For who expects a file of this program; what cannot be read is that one's to tell.
   *
   * @throws Failure.Stop with exit code 78 that names the command to take it over
   */
  public static void requireNone(Path file) {
    Optional<ForeignFormat> format;
    try {
      format = detect(file);
    } catch (IOException unreadable) {
      return;
    }
    if (format.isPresent()) {
      throw new Failure.Stop(
          FailureReason.CONFIGURATION,
          ExitStatus.CONFIGURATION,
          "%s is %s: `dromedary init --from %1$s` takes it over"
              .formatted(file, format.get().description()));
    }
  }

  /**
   * @throws IllegalArgumentException if it is of no kind that is known
   */
  public static ForeignSettings readAny(Path file) throws IOException {
    ForeignFormat format =
        detect(file)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "it is none of: config.json of the Allora offchain node, .allora_key or"
                            + " YAML of the SDK, a .env file, a folder of the builder kit"));
    return format.read(file);
  }

  /**
   * @throws IllegalArgumentException if it is not of this kind
   */
  public ForeignSettings read(Path file) throws IOException {
    ForeignSettings into = new ForeignSettings();
    switch (this) {
      case GO_NODE -> GoNodeImporter.read(readText(file), into);
      case RUNNER_YAML -> RunnerYamlImporter.read(readText(file), into);
      case ENVIRONMENT_FILE ->
          EnvironmentImporter.readAll(parseEnvironment(readText(file), into), into);
      case KEY_FILE -> takeKeyFile(file, into);
      case KIT_FOLDER -> readFolder(file, into);
    }
    return into;
  }

  /** What the environment of this process holds for other workers. */
  public static ForeignSettings readEnvironment(Map<String, String> environment)
      throws IOException {
    String file = environment.getOrDefault(EnvironmentImporter.CONFIG_FILE, "");
    ForeignSettings into = file.isBlank() ? new ForeignSettings() : GO_NODE.read(Path.of(file));
    EnvironmentImporter.read(environment, into);
    return into;
  }

  private static void takeKeyFile(Path file, ForeignSettings into) {
    into.take(file.getFileName().toString(), "wallet.mnemonic-file", file.toAbsolutePath() + "");
  }

  /** The kit keeps each thing in a file of its own. */
  private static void readFolder(Path folder, ForeignSettings into) throws IOException {
    if (Files.isRegularFile(folder.resolve(".env"))) {
      String text = readText(folder.resolve(".env"));
      EnvironmentImporter.readAll(parseEnvironment(text, into), into);
    }
    if (Files.isRegularFile(folder.resolve(".allora_api_key"))) {
      into.skip(".allora_api_key", "only `dromedary faucet` reads it, as ALLORA_API_KEY");
    }
    List<Path> keys = keyFiles(folder);
    if (!keys.isEmpty()) {
      takeKeyFile(keys.get(0), into);
    }
    keys.stream()
        .skip(1)
        .forEach(
            it ->
                into.refuse(
                    it.getFileName().toString(),
                    "one key for all topics; more wallets are wallet.<name>.mnemonic-file = "
                        + it.toAbsolutePath()));
    try (Stream<Path> files = Files.list(folder)) {
      files
          .filter(it -> it.toString().matches(".*\\.(pkl|joblib|onnx|json|ubj)"))
          .sorted()
          .forEach(
              it ->
                  into.refuse(
                      it.getFileName().toString(),
                      "if it is a model, `dromedary model import %s --to model` takes it over"
                          .formatted(it)));
    }
  }

  private static List<Path> keyFiles(Path folder) throws IOException {
    Path keys = folder.resolve("worker_keys");
    try (Stream<Path> named = Files.isDirectory(keys) ? Files.list(keys) : Stream.empty()) {
      return Stream.concat(
              Stream.of(folder.resolve(".allora_key")).filter(Files::isRegularFile),
              named.filter(it -> it.toString().endsWith(".key")).sorted())
          .toList();
    }
  }

  /** Without the mark that editors of Windows put first. */
  private static String readText(Path file) throws IOException {
    return Files.readString(file).replaceFirst("^\uFEFF", "");
  }

  /** Of a name that is given twice the last value counts, as in a shell. */
  private static Map<String, String> parseEnvironment(String text, ForeignSettings into) {
    Map<String, String> names = new HashMap<>();
    for (String line : text.lines().toList()) {
      String[] parts = line.strip().replaceFirst("^export ", "").split("=", 2);
      if (parts.length == 2 && parts[0].matches("[A-Za-z_][A-Za-z0-9_]*")) {
        String value = parts[1].strip().replaceFirst("^(['\"])(.*?)\\1(\\s+#.*)?$", "$2");
        boolean quoted = value.length() < parts[1].strip().length();
        String before = names.put(parts[0], quoted ? value : value.replaceFirst("(^|\\s+)#.*", ""));
        if (before != null) {
          into.skip(parts[0], "it is given again further down");
        }
      }
    }
    return names;
  }
}
