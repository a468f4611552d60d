package faults;

import static faults.Expectation.hit;

import faults.Workers.Other;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

/** A process that cannot trust its journal, or cannot write it, signs nothing and says why. */
final class S28Journal {
  private static final int OPERATOR = 2;

  /** How the file says that its tables are of version 1. */
  private static final String RECORD = "1journalSQL";

  private S28Journal() {}

  /** Spoils a state folder that holds a copy of the worker's journal; gives settings for it. */
  private interface Harm {
    Map<String, String> in(Path folder, Path journal) throws Exception;
  }

  static Scenario scenario() {
    return Scenario.of(
            "S28", "Journal with a dead log, cut mid-record, of a newer schema, read-only")
        .epoch(
            "log not writable", refuses(S28Journal::deadLog, "cannot be opened"), hit().included(1))
        .epoch("cut mid-record", refuses(S28Journal::cut, "damaged"), hit().included(1))
        .epoch("newer schema", refuses(S28Journal::newer, "is newer"), hit().included(1))
        .epoch(
            "read-only place", refuses(S28Journal::sealed, "cannot be written"), hit().included(1));
  }

  private static Consumer<Stage> refuses(Harm harm, String sentence) {
    return stage -> stage.now(() -> refuses(stage, harm, sentence));
  }

  private static void refuses(Stage stage, Harm harm, String sentence) throws Exception {
    Path folder = stage.host().folder();
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
