package base;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Makes files and folders that only their owner may read, whatever the process's umask. */
public final class PrivateFiles {
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
  private static final FileAttribute<?> FILE_MODE = PosixFilePermissions.asFileAttribute(FILE);
  private static final FileAttribute<?> FOLDER_MODE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private static final Set<StandardOpenOption> REWRITE =
      Set.of(
          StandardOpenOption.CREATE,
          StandardOpenOption.TRUNCATE_EXISTING,
          StandardOpenOption.WRITE);

  private PrivateFiles() {}

  /** Makes the folders that are not there yet; those that are stay as they are. */
  public static Path createFolders(Path folder) throws IOException {
    Path parent = folder.toAbsolutePath().getParent();
    if (Files.isDirectory(folder)) {
      return folder;
    }
    if (parent != null) {
      createFolders(parent);
    }
    try {
      return Files.createDirectory(folder, FOLDER_MODE);
    } catch (FileAlreadyExistsException e) {
      return Files.createDirectories(folder);
    }
  }

  /** Opens a file; one that is made by it is its owner's only. */
  public static FileChannel open(Path file, Set<? extends OpenOption> options) throws IOException {
    return FileChannel.open(file, options, FILE_MODE);
  }

  /** Opens a file for writing from its beginning. */
  public static OutputStream newOutputStream(Path file) throws IOException {
    return Channels.newOutputStream(open(file, REWRITE));
  }

  /** A file that was made or renamed in the folder is still there after a power cut. */
  public static void syncFolderOf(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /**
   * Takes from others what they may do with a file that a library or an older version made. What
   * belongs to another user is left as that one wants it.
   */
  public static void restrict(Path file) {
    try {
      if (!Files.getPosixFilePermissions(file).equals(FILE)) {
        Files.setPosixFilePermissions(file, FILE);
      }
    } catch (IOException e) {
      // not there, or not ours
    }
  }
}
