package faults;

import static faults.Expectation.hit;

import faults.Workers.Other;
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

/** A process that cannot trust its journal, or cannot write it, signs nothing and says why. */
final class S28Journal {
  private static final int OPERATOR = 2;

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String LOG = "journal.db-wal";

  /** A page and its head, in the log. */
  private static final int RECORD_BYTES = 4096 + 24;

  private static final int DISK = 2 << 20;

  /** Enough for the log's index, and not for a record. */
  private static final int ROOM = 36 << 10;

  /** How the file says that its tables are of version 1. */
  private static final String RECORD = "1journalSQL";

  private S28Journal() {}

  /** Spoils a state folder that holds a copy of the worker's journal; gives settings for it. */
  private interface Harm {
    Map<String, String> in(Path folder, Path journal) throws Exception;
  }

  static Scenario scenario() {
    return Scenario.of("S28", "Journal on a full disk, torn, cut mid-record, newer, read-only")
        .in(Blow::world)
        .epoch("its disk fills up, log torn", S28Journal::fillsUp, hit().included(1))
        .epoch("starts on a full disk", S28Journal::full, hit())
        .epoch("cut mid-record", refuses(S28Journal::cut, "damaged"), hit())
        .epoch("newer schema", refuses(S28Journal::newer, "is newer"), hit())
        .epoch("read-only place", refuses(S28Journal::sealed, "cannot be written"), hit());
  }

  /** No file may grow any more when the window opens; the operator makes room and starts it. */
  private static void fillsUp(Stage stage) {
    Path log = stage.worker().state().resolve(LOG);
    stage.at(
        -2,
        () -> {
          try {
            stage.worker().confine(Files.size(log));
            stage.at(3, () -> startedAgain(stage));
          } catch (IOException e) {
            stage.leaveOut("a disk that fills up: this system lets nobody run prlimit");
          }
        });
  }

  private static void startedAgain(Stage stage) throws Exception {
    Instant limit = Instant.now().plus(PATIENCE);
    while (stage.worker().exit().isEmpty() && Instant.now().isBefore(limit)) {
      Thread.sleep(50);
    }
    int code = stage.worker().exit().orElse(-1);
    stage.must("it ends with " + OPERATOR + ", not " + code, () -> code == OPERATOR);
    stage.must("it says so", () -> stage.worker().log().contains("the disk full"));
    tear(stage.worker().state().resolve(LOG));
    stage.worker().start();
  }

  /** The last thing in the log is half a record, as power cuts leave it. */
  private static void tear(Path log) throws IOException {
    byte[] all = Files.exists(log) ? Files.readAllBytes(log) : new byte[RECORD_BYTES];
    byte[] half = Arrays.copyOfRange(all, all.length - RECORD_BYTES, all.length - 2_000);
    Files.write(log, half, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** A small disk of its own with the journal on it and no room; only root may have one. */
  private static void full(Stage stage) {
    stage.now(
        () -> {
          Path disk = stage.host().folder();
          if (!stage.host().smallDisk(disk, DISK)) {
            stage.leaveOut("a true full disk, which only root can mount; a dead log instead");
            refuses(stage, disk, S28Journal::deadLog, "cannot be opened");
            return;
          }
          refuses(stage, disk, S28Journal::filled, "the disk");
        });
  }

  private static Map<String, String> filled(Path disk, Path journal) throws IOException {
    byte[] block = new byte[4096];
    try (OutputStream ballast = Files.newOutputStream(disk.resolve("ballast"))) {
      for (long room = Files.getFileStore(disk).getUsableSpace(); room > ROOM; room -= 4096) {
        ballast.write(block);
      }
    }
    return Map.of();
  }

  private static Consumer<Stage> refuses(Harm harm, String sentence) {
    return stage -> stage.now(() -> refuses(stage, harm, sentence));
  }

  private static void refuses(Stage stage, Harm harm, String sentence) throws Exception {
    refuses(stage, stage.host().folder(), harm, sentence);
  }

  private static void refuses(Stage stage, Path folder, Harm harm, String sentence)
      throws Exception {
    Path journal = folder.resolve("journal.db");
    Files.copy(stage.worker().state().resolve("journal.db"), journal);
    Other other = stage.host().other(folder, harm.in(folder, journal), "run");
    stage.must("it ends with " + OPERATOR, () -> other.exit().orElse(-1) == OPERATOR);
    stage.must("it says " + sentence, () -> other.said().contains(sentence));
    stage.must("it says what follows", () -> other.said().contains("nothing is signed"));
  }

  private static Map<String, String> deadLog(Path folder, Path journal) throws IOException {
    Files.createSymbolicLink(folder.resolve("journal.db-wal"), Path.of("/dev/full"));
    return Map.of();
  }

  private static Map<String, String> cut(Path folder, Path journal) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(journal.toFile(), "rw")) {
      file.setLength(file.length() / 2 + 100);
    }
    return Map.of();
  }

  private static Map<String, String> newer(Path folder, Path journal) throws IOException {
    String bytes = Files.readString(journal, StandardCharsets.ISO_8859_1);
    String newer = bytes.replace(RECORD, "9" + RECORD.substring(1));
    Files.writeString(journal, newer, StandardCharsets.ISO_8859_1);
    return Map.of();
  }

  /** A system's own folder: rights alone would not keep out a process that runs as root. */
  private static Map<String, String> sealed(Path folder, Path journal) {
    return Map.of("instance.state-dir", "/proc/dromedary");
  }
}
