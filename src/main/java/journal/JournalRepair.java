package journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import journal.database.InstanceLock;
import journal.database.JournalLocation;
import journal.entry.IntegrityReport;
import journal.entry.SubmissionVerifier;
import journal.store.DailyTotals;

/** What can be done for a journal that is refused, without ever guessing a row. */
public final class JournalRepair {
  private JournalRepair() {}

  /**
   * Checks every row and counts the totals anew.
   *
   * @throws domain.Failure.Stop if the file is damaged, in use or retired
   */
  public static IntegrityReport recountAndVerify(
      JournalLocation location, InstantSource clock, SubmissionVerifier verifier) {
    try (Journal journal = Journal.open(location, clock)) {
      journal.database().snapshot(DailyTotals::recount);
      return journal.reader().verify(verifier);
    }
  }

  /**
   * Renames a damaged journal and its log, so that an export can be imported in its place.
   *
   * @return the new name
   */
  public static Path setAside(JournalLocation.SqliteFile file, InstantSource clock) {
    InstanceLock lock = InstanceLock.acquire(file);
    try {
      Path to = siblingPath(file.path(), ".damaged-" + clock.instant().getEpochSecond());
      for (String part : List.of("-wal", "-shm", "")) {
        Path from = siblingPath(file.path(), part);
        if (Files.exists(from)) {
          Files.move(from, siblingPath(to, part));
        }
      }
      return to;
    } catch (IOException e) {
      throw new UncheckedIOException("journal " + file + " cannot be renamed", e);
    } finally {
      InstanceLock.release(lock);
    }
  }

  private static Path siblingPath(Path path, String suffix) {
    return path.resolveSibling(path.getFileName() + suffix);
  }
}
