package faults.scenario;

import static faults.engine.WindowExpectation.accepted;

import faults.engine.EpochContext;
import faults.engine.KillPoint;
import faults.engine.KillPoint.KillPointAction;
import faults.engine.Scenario;
import faults.engine.WorkerUnderTest.WorkerUnderTestFactory.ExtraProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.function.Consumer;

/** Duplicate, killed and stopped processes, and faulty key files. */
public final class ProcessScenarios {
  private static final int EXIT_KILLED = 137;

  /** The published test mnemonic, and one with a word that breaks its checksum. */
  private static final String PHRASE = "abandon ".repeat(11) + "about";

  private static final String WRONG_PHRASE = "abandon ".repeat(11) + "zebra";
  private static final int EXIT_KEY = 77;

  private ProcessScenarios() {}

  /**
   * A second process with the same key: on this host the lock refuses it, on another it stops
   * itself.
   */
  public static Scenario s15SecondProcess() {
    return Scenario.of("S15", "A second process on the same wallet, on this host and on another")
        .withEpoch("same state folder", ProcessScenarios::sameHost, accepted().withIncludedCount(1))
        .withEpoch(
            "same key, other host", ProcessScenarios::otherHost, accepted().withIncludedCount(1));
  }

  private static void sameHost(EpochContext epoch) {
    ExtraProcess second = epoch.host().startProcess(epoch.worker().stateFolder(), Map.of(), "run");
    epoch.require("the lock refuses it", () -> second.exitCode().orElse(-1) == 2);
    epoch.require(
        "the second process names the holder",
        () -> second.output().contains("is in use by process"));
  }

  /**
   * The second process starts when the first has submitted; its own journal has no such submission.
   */
  private static void otherHost(EpochContext epoch) {
    ExtraProcess second = epoch.host().startProcess(epoch.host().newFolder(), Map.of(), "run");
    epoch.require("the second process stops by itself", () -> second.exitCode().orElse(-1) == 2);
    epoch.require(
        "the second process names the duplicate",
        () -> second.output().contains("another process"));
  }

  /** A process is killed without warning; the next one continues from its journal. */
  public static Scenario s16KilledWithoutWarning() {
    return Scenario.of("S16", "kill -9 before sign, after journal, sent, included, before close")
        .withSetup(KillPointAction::singleNodeSetup)
        .withEpoch(
            "before it signs", killedAt(KillPoint.AFTER_CLAIM), accepted().withIncludedCount(1))
        .withEpoch(
            "after the journal's write",
            killedAt(KillPoint.AFTER_SIGNED),
            accepted().withIncludedCount(1))
        .withEpoch(
            "after the broadcast",
            killedAt(KillPoint.DURING_BROADCAST),
            accepted().withIncludedCount(1))
        .withEpoch(
            "included, the row not closed",
            killedAt(KillPoint.BEFORE_CLOSE),
            accepted().withIncludedCount(1));
  }

  private static Consumer<EpochContext> killedAt(KillPoint cut) {
    return epoch -> KillPointAction.endBySignalAt(epoch, cut, "KILL", EXIT_KILLED);
  }

  /** SIGTERM ends the process in good order in any state; SIGHUP does not end it. */
  public static Scenario s17TerminationSignals() {
    return Scenario.of("S17", "SIGTERM and SIGHUP while open, claimed, signed, sent")
        .withSetup(KillPointAction::singleNodeSetup)
        .withEpoch("HUP, open", hangupAt(KillPoint.BEFORE_CLAIM), accepted().withIncludedCount(1))
        .withEpoch(
            "HUP, signed", hangupAt(KillPoint.BEFORE_BROADCAST), accepted().withIncludedCount(1))
        .withEpoch(
            "HUP, sent", hangupAt(KillPoint.AFTER_BROADCAST), accepted().withIncludedCount(1))
        .withEpoch(
            "TERM, open", terminatedAt(KillPoint.BEFORE_CLAIM), accepted().withIncludedCount(1))
        .withEpoch(
            "TERM, claimed", terminatedAt(KillPoint.AFTER_CLAIM), accepted().withIncludedCount(1))
        .withEpoch(
            "TERM, signed",
            terminatedAt(KillPoint.BEFORE_BROADCAST),
            accepted().withIncludedCount(1))
        .withEpoch(
            "TERM, sent", terminatedAt(KillPoint.AFTER_BROADCAST), accepted().withIncludedCount(1));
  }

  private static Consumer<EpochContext> terminatedAt(KillPoint cut) {
    return epoch -> KillPointAction.endBySignalAt(epoch, cut, "TERM", 143);
  }

  private static Consumer<EpochContext> hangupAt(KillPoint cut) {
    return epoch -> {
      KillPointAction.runAt(epoch, cut, "told of HUP", () -> epoch.worker().sendSignal("HUP"));
      epoch.require("goes on", () -> epoch.worker().exitCode().isEmpty());
    };
  }

  /** Writes a key file and returns the settings for it. */
  private interface KeyFileSetup {
    Map<String, String> writeTo(Path folder) throws Exception;
  }

  /** A faulty key is reported in a sentence that never contains the key. */
  public static Scenario s34KeyFileFaults() {
    return Scenario.of("S34", "Key file open to all, in a git tree; wrong words, prefix; no phrase")
        .withEpoch(
            "readable by all",
            runRefuses(ProcessScenarios::readableByAll, EXIT_KEY, "chmod 600"),
            accepted())
        .withEpoch(
            "inside a git tree",
            doctorWarns(ProcessScenarios::insideGitTree, "git work tree"),
            accepted())
        .withEpoch(
            "wrong words",
            runRefuses(ProcessScenarios::wrongMnemonic, EXIT_KEY, "checksum"),
            accepted())
        .withEpoch(
            "wrong prefix",
            runRefuses(ProcessScenarios::wrongAddressPrefix, 78, "allo"),
            accepted())
        .withEpoch(
            "passphrase missing",
            runRefuses(ProcessScenarios::missingPassphrase, EXIT_KEY, "passphrase"),
            accepted());
  }

  private static Consumer<EpochContext> runRefuses(KeyFileSetup files, int code, String sentence) {
    return requireSentence(files, sentence, code, "run");
  }

  /** {@code doctor} warns and continues its checks. */
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
    return mnemonicFile(folder, PHRASE, "rw-r--r--");
  }

  private static Map<String, String> insideGitTree(Path folder) throws Exception {
    Files.createDirectory(folder.resolve(".git"));
    return mnemonicFile(folder, PHRASE, "rw-------");
  }

  private static Map<String, String> wrongMnemonic(Path folder) throws Exception {
    return mnemonicFile(folder, WRONG_PHRASE, "rw-------");
  }

  private static Map<String, String> wrongAddressPrefix(Path folder) throws Exception {
    return Map.of(
        "wallet.mnemonic-file",
        mnemonicFile(folder, PHRASE, "rw-------").get("wallet.mnemonic-file"),
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
