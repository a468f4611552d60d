package journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import domain.Submission.SubmissionOutcome;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import journal.database.JournalLocation;
import journal.entry.Entry;
import journal.entry.EntryState;
import journal.entry.SubmissionVerifier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The power fails at every write: the files as they were then, their log cut short. */
@Tag("process")
class PowerCutTest {
  @TempDir Path folder;
  private long settled;

  private Path file() {
    return folder.resolve("journal.db");
  }

  private Journal open() {
    return Journal.open(JournalLocation.file(file()), JournalSamples.CLOCK);
  }

  /** Every act is one commit; whatever the cut leaves of the log, all or nothing of it is there. */
  @Test
  void aPowerCutLeavesEveryFinishedActAndNoHalfOne() throws Exception {
    List<EntryState> reached = new ArrayList<>();
    try (Journal journal = open()) {
      settled = Files.size(folder.resolve("journal.db-wal"));
      journal.ensureEntry(JournalSamples.window(10));
      cut(journal, reached);
      journal.recordClaim(JournalSamples.claim(10, "0.5"));
      cut(journal, reached);
      journal.recordSignedAttempt(JournalSamples.key(10), JournalSamples.attempt(10, 1));
      cut(journal, reached);
      journal.markBroadcast(JournalSamples.key(10), 1, JournalSamples.START, "a");
      cut(journal, reached);
      journal.applyOutcome(JournalSamples.key(10), 1, new SubmissionOutcome.Accepted(12));
      cut(journal, reached);
    }
    assertEquals(
        List.of(
            EntryState.OPEN,
            EntryState.CLAIMED,
            EntryState.SIGNED,
            EntryState.SENT,
            EntryState.ACCEPTED),
        reached);
  }

  private void cut(Journal journal, List<EntryState> reached) throws IOException {
    EntryState before = reached.isEmpty() ? null : reached.get(reached.size() - 1);
    EntryState now = journal.find(JournalSamples.key(10)).orElseThrow().state();
    long length = Files.size(folder.resolve("journal.db-wal"));
    assertEquals(now, afterCut(length));
    for (long at = length - 1; at > settled; at -= 1500) {
      assertEquals(before, afterCut(at), "log cut at " + at + " of " + length);
    }
    settled = length;
    reached.add(now);
  }

  /** State of the window in a copy whose log ends early; null where not even its row is left. */
  private EntryState afterCut(long length) throws IOException {
    Path copy = Files.createTempDirectory(folder, "cut").resolve("journal.db");
    Files.copy(file(), copy, StandardCopyOption.REPLACE_EXISTING);
    Path wal = copy.resolveSibling("journal.db-wal");
    Files.copy(file().resolveSibling("journal.db-wal"), wal);
    try (RandomAccessFile f = new RandomAccessFile(wal.toFile(), "rw")) {
      f.setLength(length);
    }
    try (JournalReader left = JournalReader.open(JournalLocation.file(copy))) {
      assertTrue(left.verify(SubmissionVerifier.NONE).isIntact());
      return left.find(JournalSamples.key(10)).map(Entry::state).orElse(null);
    }
  }
}
