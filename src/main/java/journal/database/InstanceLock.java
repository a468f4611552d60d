package journal.database;

import domain.Failure;
import domain.FailureReason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps a second writer on this host away from a journal file. The kernel frees it when the process
 * dies, so a left-over lock file is harmless; the process id in it is for people only.
 */
public final class InstanceLock implements AutoCloseable {
  private final FileChannel channel;

  private InstanceLock(FileChannel channel) {
    this.channel = channel;
  }

  /** Null for a server: there the unique keys decide between any number of writers. */
  public static InstanceLock acquire(JournalLocation location) {
    return location instanceof JournalLocation.SqliteFile file ? acquire(file.path()) : null;
  }

  /** Whether another process holds it; takes nothing and leaves nothing behind. */
  public static boolean held(JournalLocation location) {
    if (!(location instanceof JournalLocation.SqliteFile file)
        || !Files.exists(lockFile(file.path()))) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(lockFile(file.path()), StandardOpenOption.WRITE);
        FileLock lock = tryLock(channel)) {
      return lock == null;
    } catch (IOException e) {
      return false;
    }
  }

  /** Beside the file itself, by whatever link it is reached. */
  private static Path lockFile(Path journal) {
    Path file = realPath(journal);
    return file.resolveSibling(file.getFileName() + ".lock");
  }

  private static Path realPath(Path journal) {
    try {
      return journal.toRealPath();
    } catch (IOException none) {
      return journal;
    }
  }

  public static void release(InstanceLock lock) {
    if (lock != null) {
      lock.close();
    }
  }

  private static InstanceLock acquire(Path journal) {
    Path file = lockFile(journal);
    try {
      Files.createDirectories(journal.toAbsolutePath().getParent());
      FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      if (tryLock(channel) == null) {
        channel.close();
        throw held(journal, Files.readString(file).strip());
      }
      writePid(channel);
      return new InstanceLock(channel);
    } catch (IOException e) {
      throw new Failure.Stop(
          FailureReason.JOURNAL,
          2,
          "cannot lock the journal with "
              + file
              + " ("
              + e.getMessage()
              + "): make its folder writable, or name another one",
          e);
    }
  }

  private static FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static void writePid(FileChannel channel) throws IOException {
    byte[] pid = Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8);
    channel.truncate(0).write(ByteBuffer.wrap(pid), 0);
  }

  private static Failure.Stop held(Path journal, String pid) {
    return new Failure.Stop(
        FailureReason.JOURNAL,
        2,
        "journal "
            + journal
            + " is in use by process "
            + pid
            + ": stop that one first, or give this one a journal of its own");
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the journal's lock file cannot be closed", e);
    }
  }
}
