package journal.database;

import domain.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Notices that the files of an open journal were removed, replaced, cut or made read-only. The
 * engine would go on writing into what no later start finds, and it crashes the whole process where
 * it may not write to its shared memory. A server looks after its files itself.
 */
final class JournalFileGuard {
  /** For a journal on a server, or one that is only read. */
  static final JournalFileGuard NONE = new JournalFileGuard(null, null);

  private final Path file;
  private final SqlErrorMapper trouble;
  private final Map<Path, Object> identities = new LinkedHashMap<>();
  private final AtomicLong size = new AtomicLong();
  private volatile List<FileTime> modified = List.of();
  private volatile List<FileTime> touched = List.of();

  private JournalFileGuard(Path file, SqlErrorMapper trouble) {
    this.file = file;
    this.trouble = trouble;
  }

  /** Takes the files as they are now, while a connection is open. */
  static JournalFileGuard watch(JournalLocation.SqliteFile location, SqlErrorMapper trouble) {
    JournalFileGuard guard = new JournalFileGuard(location.path(), trouble);
    guard.remember(location.path());
    Path target = InstanceLock.realPath(location.path());
    for (String part : new String[] {"-wal", "-shm", ".lock"}) {
      guard.remember(target.resolveSibling(target.getFileName() + part));
    }
    return guard;
  }

  private void remember(Path path) {
    attributes(path).ifPresent(it -> identities.put(path, it.fileKey()));
  }

  /**
   * @throws Failure.Stop if a file is not the one that was opened, or may not be written any more
   */
  void requireInPlace() {
    identities.forEach(this::requireSame);
  }

  boolean isInPlace() {
    try {
      requireInPlace();
      return true;
    } catch (Failure.Stop e) {
      return false;
    }
  }

  private void requireSame(Path path, Object identity) {
    long before = size.get(); // first: another thread may see the file grow meanwhile
    BasicFileAttributes now =
        attributes(path).orElseThrow(() -> stop(path, "was removed while it was in use"));
    if (!identity.equals(now.fileKey())) {
      throw stop(path, "was replaced while it was in use");
    }
    if (!Files.isWritable(path)) {
      throw stop(path, "may not be written any more: is it immutable, or its disk read-only?");
    }
    if (path.equals(file)) {
      if (now.size() < before) {
        throw stop(path, "has become shorter: an older copy was written over it");
      }
      size.accumulateAndGet(now.size(), Math::max);
    }
  }

  private Failure.Stop stop(Path path, String what) {
    return trouble.stop("file " + path.getFileName() + " " + what, null);
  }

  /** Runs the check if the file was written since the check last came to a good end. */
  void checkIfModified(Runnable check) {
    modified = checkIfNew(modified, timesOf(List.of(file)), check);
  }

  /** As {@link #checkIfModified}, also for what waits in the write-ahead log. */
  void checkIfTouched(Runnable check) {
    List<Path> files =
        identities.keySet().stream().filter(it -> !it.toString().endsWith("-shm")).toList();
    touched = checkIfNew(touched, timesOf(files), check);
  }

  /** A check that fails is due again: its times are not taken over. */
  private static List<FileTime> checkIfNew(
      List<FileTime> checked, List<FileTime> now, Runnable check) {
    if (!now.equals(checked)) {
      check.run();
    }
    return now;
  }

  private static List<FileTime> timesOf(List<Path> files) {
    return files.stream()
        .flatMap(it -> attributes(it).stream())
        .map(BasicFileAttributes::lastModifiedTime)
        .toList();
  }

  private static Optional<BasicFileAttributes> attributes(Path path) {
    try {
      return Optional.of(Files.readAttributes(path, BasicFileAttributes.class));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
