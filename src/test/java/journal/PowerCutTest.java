package journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import domain.Receipt;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The power fails at every write: the files as they were then, their log cut short. */
class PowerCutTest {
  @TempDir Path folder;
  private long settled;

  private Path file() {
    return folder.resolve("journal.db");
  }

  private Journal open() {
    return Journal.open(JournalPlace.file(file()), Sample.CLOCK);
  }

  /** Every act is one commit; whatever the cut leaves of the log, all or nothing of it is there. */
  @Test
  void aPowerCutLeavesEveryFinishedActAndNoHalfOne() throws Exception {
    List<State> reached = new ArrayList<>();
    try (Journal journal = open()) {
      settled = Files.size(folder.resolve("journal.db-wal"));
      journal.seen(Sample.window(10));
      cut(journal, reached);
      journal.claim(Sample.claim(10, "0.5"));
      cut(journal, reached);
      journal.signed(Sample.key(10), Sample.attempt(10, 1));
      cut(journal, reached);
      journal.sent(Sample.key(10), Sample.START, "a");
      cut(journal, reached);
      journal.settle(Sample.key(10), new Receipt.Accepted(12));
      cut(journal, reached);
    }
    assertEquals(
        List.of(State.OPEN, State.CLAIMED, State.SIGNED, State.SENT, State.ACCEPTED), reached);
  }

  private void cut(Journal journal, List<State> reached) throws IOException {
    State before = reached.isEmpty() ? null : reached.get(reached.size() - 1);
    State now = journal.find(Sample.key(10)).orElseThrow().state();
    long length = Files.size(folder.resolve("journal.db-wal"));
    assertEquals(now, afterCut(length));
    for (long at = length - 1; at > settled; at -= 1500) {
      assertEquals(before, afterCut(at), "log cut at " + at + " of " + length);
    }
    settled = length;
    reached.add(now);
  }

  /** State of the window in a copy whose log ends early; null where not even its row is left. */
  private State afterCut(long length) throws IOException {
    Path copy = Files.createTempDirectory(folder, "cut").resolve("journal.db");
    Files.copy(file(), copy, StandardCopyOption.REPLACE_EXISTING);
    Path wal = copy.resolveSibling("journal.db-wal");
    Files.copy(file().resolveSibling("journal.db-wal"), wal);
    try (RandomAccessFile f = new RandomAccessFile(wal.toFile(), "rw")) {
      f.setLength(length);
    }
    try (History left = Journal.read(JournalPlace.file(copy))) {
      assertTrue(left.verify().sound());
      return left.find(Sample.key(10)).map(Entry::state).orElse(null);
    }
  }
}
