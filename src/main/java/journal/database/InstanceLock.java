package journal.database;

import base.ErrorText;
import base.PrivateFiles;
import domain.Failure;
import domain.FailureReason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps a second writer on this host away from a journal file. The kernel frees it when the process
 * dies, so a left-over lock file is harmless; the process id in it is for people only. It also
 * frees it when the process closes the file by any other handle, so in here the file is opened only
 * once.
 */
public final class InstanceLock implements AutoCloseable {
  private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();
  private static final Set<StandardOpenOption> CREATE =
      Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);

  private final Path file;
  private final FileChannel channel;

  private InstanceLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /** Null for a server: there the unique keys decide between any number of writers. */
  public static InstanceLock acquire(JournalLocation location) {
    return location instanceof JournalLocation.SqliteFile file ? acquire(file.path()) : null;
  }

  /** Whether anybody holds it; takes nothing and leaves nothing behind. */
  public static boolean held(JournalLocation location) {
    return location instanceof JournalLocation.SqliteFile file && held(lockFile(file.path()));
  }

  private static boolean held(Path file) {
    if (HELD_HERE.contains(file)) {
      return true;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
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

  /** Of a file that need not be there yet. */
  static Path realPath(Path journal) {
    Path file = journal.toAbsolutePath().normalize();
    try {
      return Files.exists(file)
          ? file.toRealPath()
          : file.getParent().toRealPath().resolve(file.getFileName());
    } catch (IOException none) {
      return file;
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
      PrivateFiles.createFolders(journal.toAbsolutePath().getParent());
      file = lockFile(journal);
      if (!HELD_HERE.add(file)) {
        throw inUse(journal, Long.toString(ProcessHandle.current().pid()));
      }
      return lock(journal, file);
    } catch (IOException e) {
      HELD_HERE.remove(file);
      throw new Failure.Stop(
          FailureReason.JOURNAL,
          2,
          "cannot lock the journal with "
              + file
              + " ("
              + ErrorText.describe(e)
              + "): make its folder writable, or name another one",
          e);
    }
  }

  private static InstanceLock lock(Path journal, Path file) throws IOException {
    FileChannel channel = PrivateFiles.open(file, CREATE);
    PrivateFiles.restrict(file);
    if (channel.tryLock() == null) {
      channel.close();
      HELD_HERE.remove(file);
      throw inUse(journal, Files.readString(file).strip());
    }
    writePid(channel);
    return new InstanceLock(file, channel);
  }

  private static void writePid(FileChannel channel) throws IOException {
    byte[] pid = Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8);
    channel.truncate(0).write(ByteBuffer.wrap(pid), 0);
  }

  private static Failure.Stop inUse(Path journal, String pid) {
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
      HELD_HERE.remove(file);
    } catch (IOException e) {
      throw new UncheckedIOException("the journal's lock file cannot be closed", e);
    }
  }
}
