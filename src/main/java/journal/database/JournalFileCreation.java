package journal.database;

import base.ErrorText;
import base.PrivateFiles;
import domain.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;

/**
 * The file of an embedded journal. It comes into being whole, under another name, then renamed. So
 * a file that is empty, or a log without its file, is always the rest of a journal that was lost,
 * never a new one.
 */
final class JournalFileCreation {
  private static final List<String> PARTS = List.of("", "-wal", "-shm");

  private final Path path;
  private final SqlErrorMapper errorMapper;

  JournalFileCreation(JournalLocation.SqliteFile file) {
    path = file.path();
    errorMapper = new SqlErrorMapper(file);
  }

  /**
   * Makes the file if there is none.
   *
   * @throws domain.Failure.Stop if there has been one
   */
  void createIfAbsent() {
    try {
      if (!Files.exists(path)) {
        stopIfLost(
            sizeOrZero(siblingPath("-wal")) > 0, "its file is gone, but its log is still there");
        createFile();
      }
      stopIfLost(Files.isRegularFile(path) && sizeOrZero(path) == 0, "it is empty");
      PARTS.forEach(it -> PrivateFiles.restrict(siblingPath(it)));
    } catch (IOException e) {
      throw errorMapper.stop(
          "it cannot be made (" + ErrorText.describe(e) + "): check the folder and the disk", null);
    }
  }

  private void stopIfLost(boolean lost, String what) {
    if (lost) {
      throw errorMapper.damaged(what, null);
    }
  }

  private void createFile() throws IOException {
    Path newFile = siblingPath(".new");
    for (String part : PARTS) {
      Files.deleteIfExists(newFile.resolveSibling(newFile.getFileName() + part));
    }
    PrivateFiles.open(newFile, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))
        .close();
    JournalDatabase.createFile(newFile);
    Files.move(newFile, path, StandardCopyOption.ATOMIC_MOVE);
    PrivateFiles.syncFolderOf(path);
  }

  private Path siblingPath(String suffix) {
    return path.resolveSibling(path.getFileName() + suffix);
  }

  private static long sizeOrZero(Path file) throws IOException {
    return Files.exists(file) ? Files.size(file) : 0;
  }

  /**
   * The engine reads the file beside a running writer; while none runs it has to make its two
   * helper files, for which it must be allowed to write.
   *
   * @throws Failure.Stop that names the user who may
   */
  void requireReadable() {
    if (Files.notExists(path)) {
      throw errorMapper.stop("there is none yet: start the daemon once", null);
    }
    if (!Files.isReadable(path)) {
      throw refused("this user may not read it");
    }
    if (!Files.isWritable(path.toAbsolutePath().getParent())
        && !Files.exists(siblingPath("-shm"))) {
      throw refused("no daemon runs, and then it is read only by who may write beside it");
    }
  }

  private Failure.Stop refused(String why) {
    return errorMapper.stop(why + ": run this as " + ownerName() + ", e.g. by sudo -u", null);
  }

  private String ownerName() {
    try {
      return "user " + Files.getOwner(path).getName();
    } catch (IOException e) {
      return "the daemon's user";
    }
  }
}
