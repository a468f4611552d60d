package base;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * What does not last. A process keeps all of it, whatever a library unpacks included, in one folder
 * of its own that goes with it. Its lock tells the next process whether the owner is still alive,
 * across containers too, where process ids say nothing.
 */
public final class TemporaryFolders {
  private static final String PROPERTY = "java.io.tmpdir";
  private static final String PREFIX = "dromedary-scratch-";
  private static final String LOCK = "lock";

  private static final int REMOVALS = 20;
  private static final long PAUSE_NANOS = 20_000_000;

  private static Path shared = Path.of(System.getProperty(PROPERTY));
  private static Path own;
  private static FileLock ownLock;

  private TemporaryFolders() {}

  /** The folder for temporary files is missing, full, or may not be written. */
  public static final class UnusableException extends IOException {
    private UnusableException(IOException cause) {
      super(
          "the folder for temporary files, "
              + shared
              + ", cannot be used ("
              + (cause instanceof FileSystemException file
                  ? ErrorText.fileReason(file)
                  : ErrorText.describe(cause))
              + "): create it, make room in it, or name another one with"
              + " DROMEDARY_JAVA_OPTIONS=-Djava.io.tmpdir=FOLDER",
          cause);
    }
  }

  /**
   * Gives this process its own folder and removes those that killed processes of this user left.
   * Where that is not possible, whoever needs a temporary file is told.
   */
  public static synchronized void useOwnFolder() {
    try {
      shared = Path.of(System.getProperty(PROPERTY));
      Path folder = null;
      for (int i = 0; i < REMOVALS && folder == null; i++) {
        folder = createLocked();
      }
      own = folder;
      if (own != null) {
        System.setProperty(PROPERTY, own.toString());
        removeLeftovers(Files.getOwner(own));
      }
    } catch (IOException | RuntimeException e) {
      // a command that needs no temporary file goes on
    }
  }

  /** Null where another process took it for abandoned before it was locked. */
  private static Path createLocked() throws IOException {
    // Only to be another's never, so not from the secure source, which takes long to open.
    Path folder = shared.resolve(PREFIX + Long.toHexString(new SplittableRandom().nextLong()));
    Files.createDirectory(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    ownLock = tryLock(folder, StandardOpenOption.CREATE_NEW);
    return ownLock != null && Files.exists(folder.resolve(LOCK)) ? folder : null;
  }

  /** Threads that still run may write and delete there meanwhile: then it is tried again. */
  static synchronized void removeOwnFolder() {
    for (int i = 0; i < REMOVALS && own != null; i++) {
      try {
        deleteRecursively(own);
        ownLock.channel().close();
        own = null;
      } catch (IOException | UncheckedIOException e) {
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  private static void removeLeftovers(UserPrincipal user) throws IOException {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(shared, PREFIX + "*")) {
      for (Path folder : folders) {
        if (!folder.equals(own)
            && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
            && Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).equals(user)) {
          removeIfAbandoned(folder);
        }
      }
    }
  }

  private static void removeIfAbandoned(Path folder) {
    try {
      FileLock lock = tryLock(folder, StandardOpenOption.READ);
      if (lock != null) {
        deleteRecursively(folder);
        lock.channel().close();
      }
    } catch (IOException | RuntimeException e) {
      // without a lock its process is just starting
    }
  }

  /** Null if a live process has it. */
  private static FileLock tryLock(Path folder, StandardOpenOption how) throws IOException {
    FileChannel channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.WRITE, how);
    FileLock lock = channel.tryLock();
    if (lock == null) {
      channel.close();
    }
    return lock;
  }

  /**
   * A new folder for this user alone, gone with the process.
   *
   * @throws UnusableException with a sentence that says what to do
   */
  public static Path create(String prefix) throws UnusableException {
    requireUsable();
    try {
      return Files.createTempDirectory(current(), prefix);
    } catch (IOException e) {
      throw new UnusableException(e);
    }
  }

  /**
   * A new folder for this user alone that stays after the process, for who wants to look into it.
   *
   * @throws UnusableException as {@link #create}
   */
  public static Path createLasting(String prefix) throws UnusableException {
    try {
      return Files.createTempDirectory(shared, prefix);
    } catch (IOException e) {
      throw new UnusableException(e);
    }
  }

  /** Moves a folder made by {@link #create} to where it stays after the process. */
  public static Path keep(Path folder) throws IOException {
    return Files.move(folder, shared.resolve(folder.getFileName()));
  }

  /** Options for a child of this program, so that what it leaves when it is killed goes with us. */
  public static List<String> childOptions() {
    return own == null ? List.of() : List.of("-D" + PROPERTY + "=" + own);
  }

  /**
   * Writes a little and takes it away again, for who wants to know before it matters.
   *
   * @throws UnusableException as {@link #create}
   */
  public static void requireUsable() throws UnusableException {
    try {
      Path file = Files.createTempFile(current(), "dromedary", ".check");
      try {
        Files.write(file, new byte[4096]);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UnusableException(e);
    }
  }

  private static Path current() {
    return Path.of(System.getProperty(PROPERTY));
  }

  public static void deleteRecursively(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
