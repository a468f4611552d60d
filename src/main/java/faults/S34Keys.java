package faults;

import static faults.Expectation.hit;

import faults.Workers.Other;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.function.Consumer;

/** What is wrong with a key is said in a sentence that never holds the key. */
final class S34Keys {
  /** The published test mnemonic, and the same with a word that breaks its checksum. */
  private static final String WORDS = "abandon ".repeat(11) + "about";

  private static final String WRONG = "abandon ".repeat(11) + "zebra";

  private static final int KEY = 77;

  private S34Keys() {}

  /** Writes what a key file shall be; gives the settings that lead to it. */
  private interface Preparation {
    Map<String, String> in(Path folder) throws Exception;
  }

  static Scenario scenario() {
    return Scenario.of("S34", "Key file open to all, in a git tree; wrong words, prefix; no phrase")
        .epoch("readable by all", run(S34Keys::open, KEY, "chmod 600"), hit())
        .epoch("inside a git tree", doctor(S34Keys::tracked, "git work tree"), hit())
        .epoch("wrong words", run(S34Keys::wrong, KEY, "checksum"), hit())
        .epoch("wrong prefix", run(S34Keys::prefix, 78, "allo"), hit())
        .epoch("passphrase missing", run(S34Keys::noPhrase, KEY, "passphrase"), hit());
  }

  private static Consumer<Stage> run(Preparation files, int code, String sentence) {
    return looking(files, sentence, code, "run");
  }

  /** It warns and goes on looking. */
  private static Consumer<Stage> doctor(Preparation files, String sentence) {
    return looking(files, sentence, -1, "doctor");
  }

  private static Consumer<Stage> looking(
      Preparation files, String sentence, int code, String command) {
    return stage -> {
      try {
        Path folder = stage.host().folder();
        Other other = stage.host().other(folder, files.in(folder), command);
        stage.must(command + " ends", () -> other.exit().isPresent());
        stage.must("exit code " + code, () -> code < 0 || other.exit().orElse(-1) == code);
        stage.must("it says " + sentence, () -> other.said().contains(sentence));
        stage.must("it keeps the secret", () -> !other.said().contains("abandon abandon"));
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    };
  }

  private static Map<String, String> open(Path folder) throws Exception {
    return words(folder, WORDS, "rw-r--r--");
  }

  private static Map<String, String> tracked(Path folder) throws Exception {
    Files.createDirectory(folder.resolve(".git"));
    return words(folder, WORDS, "rw-------");
  }

  private static Map<String, String> wrong(Path folder) throws Exception {
    return words(folder, WRONG, "rw-------");
  }

  private static Map<String, String> prefix(Path folder) throws Exception {
    return Map.of(
        "wallet.mnemonic-file",
        words(folder, WORDS, "rw-------").get("wallet.mnemonic-file"),
        "wallet.address",
        "cosmos1qypqxpq9qcrsszgszyfpx9q4zct3sxfqsumpzj");
  }

  private static Map<String, String> noPhrase(Path folder) throws Exception {
    return Map.of("wallet.keyfile", Files.writeString(folder.resolve("key.json"), "{}").toString());
  }

  private static Map<String, String> words(Path folder, String words, String mode)
      throws Exception {
    Path file = Files.writeString(folder.resolve("words.txt"), words);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    return Map.of("wallet.mnemonic-file", file.toString());
  }
}
