package journal.database;

import domain.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whether this user may read the journal's file. The engine reads it beside a running writer; while
 * none runs it has to make its two helper files, for which it must be allowed to write.
 */
record ReadPermissionCheck(JournalLocation.SqliteFile file) {
  /**
   * @throws Failure.Stop that names the user who may
   */
  void requireReadable() {
    Path path = file.path();
    if (Files.notExists(path)) {
      throw new SqlErrorMapper(file).stop("there is none yet: start the daemon once", null);
    }
    if (!Files.isReadable(path)) {
      throw refused("this user may not read it");
    }
    if (!Files.isWritable(path.toAbsolutePath().getParent())
        && !Files.exists(sharedMemoryFile(path))) {
      throw refused("no daemon runs, and then it is read only by who may write beside it");
    }
  }

  private static Path sharedMemoryFile(Path path) {
    return path.resolveSibling(path.getFileName() + "-shm");
  }

  private Failure.Stop refused(String why) {
    return new SqlErrorMapper(file)
        .stop(why + ": run this as " + ownerName() + ", e.g. by sudo -u", null);
  }

  private String ownerName() {
    try {
      return "user " + Files.getOwner(file.path()).getName();
    } catch (IOException e) {
      return "the daemon's user";
    }
  }
}
