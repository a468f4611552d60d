package journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/** What can be done for a journal that is refused, without ever guessing a row. */
public final class Repair {
  private Repair() {}

  /**
   * Checks every row and counts the totals anew.
   *
   * @throws domain.Failure.Stop if the file is damaged, in use or retired
   */
  public static Verdict recount(JournalPlace place, InstantSource clock) {
    try (Journal journal = Journal.open(place, clock)) {
      journal.store().write(h -> Days.recount(h));
      return journal.history().verify();
    }
  }

  /**
   * Renames a damaged journal and its log, so that an export can be imported in its place.
   *
   * @return the new name
   */
  public static Path setAside(JournalPlace.File place, InstantSource clock) {
    InstanceLock lock = InstanceLock.take(place);
    try {
      Path to = sibling(place.path(), ".damaged-" + clock.instant().getEpochSecond());
      for (String part : List.of("-wal", "-shm", "")) {
        Path from = sibling(place.path(), part);
        if (Files.exists(from)) {
          Files.move(from, sibling(to, part));
        }
      }
      return to;
    } catch (IOException e) {
      throw new UncheckedIOException("journal " + place + " cannot be renamed", e);
    } finally {
      InstanceLock.release(lock);
    }
  }

  private static Path sibling(Path path, String suffix) {
    return path.resolveSibling(path.getFileName() + suffix);
  }
}
