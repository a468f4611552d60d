package faults.scenario.process;

import static faults.engine.WindowExpectation.accepted;

import faults.engine.EpochContext;
import faults.engine.Scenario;
import faults.worker.WorkerUnderTestFactory.ExtraProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.function.Consumer;

/** What is wrong with a key is said in a sentence that never holds the key. */
public final class S34KeyFileFaults {
  /** The published test mnemonic, and the same with a word that breaks its checksum. */
  private static final String WORDS = "abandon ".repeat(11) + "about";

  private static final String WRONG = "abandon ".repeat(11) + "zebra";

  private static final int KEY = 77;

  private S34KeyFileFaults() {}

  /** Writes what a key file shall be; gives the settings that lead to it. */
  private interface KeyFileSetup {
    Map<String, String> writeTo(Path folder) throws Exception;
  }

  public static Scenario scenario() {
    return Scenario.of("S34", "Key file open to all, in a git tree; wrong words, prefix; no phrase")
        .withEpoch(
            "readable by all",
            runRefuses(S34KeyFileFaults::readableByAll, KEY, "chmod 600"),
            accepted())
        .withEpoch(
            "inside a git tree",
            doctorWarns(S34KeyFileFaults::insideGitTree, "git work tree"),
            accepted())
        .withEpoch(
            "wrong words", runRefuses(S34KeyFileFaults::wrongMnemonic, KEY, "checksum"), accepted())
        .withEpoch(
            "wrong prefix",
            runRefuses(S34KeyFileFaults::wrongAddressPrefix, 78, "allo"),
            accepted())
        .withEpoch(
            "passphrase missing",
            runRefuses(S34KeyFileFaults::missingPassphrase, KEY, "passphrase"),
            accepted());
  }

  private static Consumer<EpochContext> runRefuses(KeyFileSetup files, int code, String sentence) {
    return requireSentence(files, sentence, code, "run");
  }

  /** It warns and goes on looking. */
  private static Consumer<EpochContext> doctorWarns(KeyFileSetup files, String sentence) {
    return requireSentence(files, sentence, -1, "doctor");
  }

  private static Consumer<EpochContext> requireSentence(
      KeyFileSetup files, String sentence, int code, String command) {
    return epoch -> {
      try {
        Path folder = epoch.host().newFolder();
        ExtraProcess other = epoch.host().startProcess(folder, files.writeTo(folder), command);
        epoch.require(command + " ends", () -> other.exitCode().isPresent());
        epoch.require("exit code " + code, () -> code < 0 || other.exitCode().orElse(-1) == code);
        epoch.require("it says " + sentence, () -> other.output().contains(sentence));
        epoch.require("it keeps the secret", () -> !other.output().contains("abandon abandon"));
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    };
  }

  private static Map<String, String> readableByAll(Path folder) throws Exception {
    return mnemonicFile(folder, WORDS, "rw-r--r--");
  }

  private static Map<String, String> insideGitTree(Path folder) throws Exception {
    Files.createDirectory(folder.resolve(".git"));
    return mnemonicFile(folder, WORDS, "rw-------");
  }

  private static Map<String, String> wrongMnemonic(Path folder) throws Exception {
    return mnemonicFile(folder, WRONG, "rw-------");
  }

  private static Map<String, String> wrongAddressPrefix(Path folder) throws Exception {
    return Map.of(
        "wallet.mnemonic-file",
        mnemonicFile(folder, WORDS, "rw-------").get("wallet.mnemonic-file"),
        "wallet.address",
        "cosmos1qypqxpq9qcrsszgszyfpx9q4zct3sxfqsumpzj");
  }

  private static Map<String, String> missingPassphrase(Path folder) throws Exception {
    return Map.of("wallet.keyfile", Files.writeString(folder.resolve("key.json"), "{}").toString());
  }

  private static Map<String, String> mnemonicFile(Path folder, String text, String mode)
      throws Exception {
    Path file = Files.writeString(folder.resolve("words.txt"), text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    return Map.of("wallet.mnemonic-file", file.toString());
  }
}
