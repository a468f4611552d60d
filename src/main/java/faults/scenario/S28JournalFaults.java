package faults.scenario;

import static faults.engine.WindowExpectation.accepted;

import faults.engine.EpochContext;
import faults.engine.KillPoint.KillPointAction;
import faults.engine.Scenario;
import faults.engine.WorkerUnderTest.WorkerUnderTestFactory.ExtraProcess;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Consumer;

/** A process whose journal is damaged or cannot be written signs nothing and reports why. */
public final class S28JournalFaults {
  private static final int EXIT_OPERATOR = 2;

  private static final Duration EXIT_TIMEOUT = Duration.ofSeconds(30);
  private static final String LOG = "journal.db-wal";

  /** Bytes of a page and its header in the write-ahead log. */
  private static final int RECORD_BYTES = 4096 + 24;

  private static final int DISK_BYTES = 2 << 20;

  /** Free bytes: enough for the index of the write-ahead log, not for a record. */
  private static final int FREE_BYTES = 36 << 10;

  /** Version 1, its description and type as SQLite has them in the file; their lengths before. */
  private static final String MIGRATION_ROW = "1journalSQL";

  private static final String ITS_LENGTHS = "\u000f\u001b\u0013";

  /** Version 99 in their place. */
  private static final String NEWER_ROW = "99ournalSQL";

  private static final String NEWER_LENGTHS = "\u0011\u0019\u0013";

  private S28JournalFaults() {}

  /** Damages a state folder with a copy of the worker's journal; returns settings for it. */
  private interface JournalDamage {
    Map<String, String> damage(Path folder, Path journal) throws Exception;
  }

  public static Scenario scenario() {
    return Scenario.of("S28", "Journal on a full disk, torn, cut mid-record, newer, read-only")
        .withSetup(KillPointAction::singleNodeSetup)
        .withEpoch(
            "disk fills up, log torn",
            S28JournalFaults::diskFillsUp,
            accepted().withIncludedCount(1))
        .withEpoch("starts on a full disk", S28JournalFaults::startOnFullDisk, accepted())
        .withEpoch(
            "cut mid-record",
            requireRefusal(S28JournalFaults::truncateJournal, "damaged"),
            accepted())
        .withEpoch(
            "newer schema",
            requireRefusal(S28JournalFaults::raiseSchemaVersion, "is newer"),
            accepted())
        .withEpoch(
            "read-only place",
            requireRefusal(S28JournalFaults::unwritableStateFolder, "cannot be written"),
            accepted());
  }

  /** No file may grow when the window opens; then the operator makes room and starts the worker. */
  private static void diskFillsUp(EpochContext epoch) {
    Path log = epoch.worker().stateFolder().resolve(LOG);
    epoch.atBlock(
        -2,
        () -> {
          try {
            epoch.worker().limitFileSize(Files.size(log));
            epoch.atBlock(3, () -> requireExitAndRestart(epoch));
          } catch (IOException e) {
            epoch.skipPart("a disk that fills up: prlimit does not work here");
          }
        });
  }

  private static void requireExitAndRestart(EpochContext epoch) throws Exception {
    Instant limit = Instant.now().plus(EXIT_TIMEOUT);
    while (epoch.worker().exitCode().isEmpty() && Instant.now().isBefore(limit)) {
      Thread.sleep(50);
    }
    int code = epoch.worker().exitCode().orElse(-1);
    epoch.require("exit code " + EXIT_OPERATOR + ", not " + code, () -> code == EXIT_OPERATOR);
    epoch.require(
        "log names the full disk", () -> epoch.worker().logText().contains("the disk full"));
    tearLog(epoch.worker().stateFolder().resolve(LOG));
    epoch.worker().start();
  }

  /** Ends the write-ahead log with half a record, as a power cut does. */
  private static void tearLog(Path log) throws IOException {
    byte[] all = Files.exists(log) ? Files.readAllBytes(log) : new byte[RECORD_BYTES];
    byte[] half = Arrays.copyOfRange(all, all.length - RECORD_BYTES, all.length - 2_000);
    Files.write(log, half, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** Puts the journal on a small full disk; only root can mount one. */
  private static void startOnFullDisk(EpochContext epoch) {
    epoch.runNow(
        () -> {
          Path disk = epoch.host().newFolder();
          if (!epoch.host().mountSmallDisk(disk, DISK_BYTES)) {
            epoch.skipPart("a full disk, which only root can mount; used /dev/full instead");
            requireRefusal(epoch, disk, S28JournalFaults::linkLogToFullDevice, "cannot be opened");
            return;
          }
          requireRefusal(epoch, disk, S28JournalFaults::fillDisk, "the disk");
        });
  }

  private static Map<String, String> fillDisk(Path disk, Path journal) throws IOException {
    byte[] block = new byte[4096];
    try (OutputStream filler = Files.newOutputStream(disk.resolve("filler"))) {
      for (long room = Files.getFileStore(disk).getUsableSpace(); room > FREE_BYTES; room -= 4096) {
        filler.write(block);
      }
    }
    return Map.of();
  }

  private static Consumer<EpochContext> requireRefusal(JournalDamage damage, String sentence) {
    return epoch -> epoch.runNow(() -> requireRefusal(epoch, damage, sentence));
  }

  private static void requireRefusal(EpochContext epoch, JournalDamage damage, String sentence)
      throws Exception {
    requireRefusal(epoch, epoch.host().newFolder(), damage, sentence);
  }

  private static void requireRefusal(
      EpochContext epoch, Path folder, JournalDamage damage, String sentence) throws Exception {
    Path journal = folder.resolve("journal.db");
    Files.copy(epoch.worker().stateFolder().resolve("journal.db"), journal);
    ExtraProcess other = epoch.host().startProcess(folder, damage.damage(folder, journal), "run");
    epoch.require("exit code " + EXIT_OPERATOR, () -> other.exitCode().orElse(-1) == EXIT_OPERATOR);
    epoch.require("output contains \"" + sentence + "\"", () -> other.output().contains(sentence));
    epoch.require(
        "output contains \"nothing is signed\"",
        () -> other.output().contains("nothing is signed"));
  }

  private static Map<String, String> linkLogToFullDevice(Path folder, Path journal)
      throws IOException {
    Files.createSymbolicLink(folder.resolve("journal.db-wal"), Path.of("/dev/full"));
    return Map.of();
  }

  private static Map<String, String> truncateJournal(Path folder, Path journal) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(journal.toFile(), "rw")) {
      file.setLength(file.length() / 2 + 100);
    }
    return Map.of();
  }

  private static Map<String, String> raiseSchemaVersion(Path folder, Path journal)
      throws IOException {
    String bytes = Files.readString(journal, StandardCharsets.ISO_8859_1);
    int row = bytes.indexOf(MIGRATION_ROW);
    int lengths = bytes.lastIndexOf(ITS_LENGTHS, row);
    if (row < 0 || lengths < 0) {
      throw new IllegalStateException("the journal's file has no row of migration 1");
    }
    StringBuilder newer = new StringBuilder(bytes);
    newer.replace(row, row + NEWER_ROW.length(), NEWER_ROW);
    newer.replace(lengths, lengths + NEWER_LENGTHS.length(), NEWER_LENGTHS);
    Files.writeString(journal, newer, StandardCharsets.ISO_8859_1);
    return Map.of();
  }

  /** A folder of the system: file permissions would not stop a process that runs as root. */
  private static Map<String, String> unwritableStateFolder(Path folder, Path journal) {
    return Map.of("instance.state-dir", "/proc/dromedary");
  }
}
