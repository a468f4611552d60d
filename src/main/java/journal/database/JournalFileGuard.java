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
  private volatile long size;
  private FileTime modified;
  private List<FileTime> touched = List.of();

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
    BasicFileAttributes now =
        attributes(path).orElseThrow(() -> stop(path, "was removed while it was in use"));
    if (!identity.equals(now.fileKey())) {
      throw stop(path, "was replaced while it was in use");
    }
    if (!Files.isWritable(path)) {
      throw stop(path, "may not be written any more: is it immutable, or its disk read-only?");
    }
    if (path.equals(file)) {
      if (now.size() < size) {
        throw stop(path, "has become shorter: an older copy was written over it");
      }
      size = now.size();
    }
  }

  private Failure.Stop stop(Path path, String what) {
    return trouble.stop("file " + path.getFileName() + " " + what, null);
  }

  /** Whether the file was written since this was last asked, by us or by somebody else. */
  synchronized boolean takeModified() {
    FileTime before = modified;
    modified = attributes(file).map(BasicFileAttributes::lastModifiedTime).orElse(null);
    return modified != null && !modified.equals(before);
  }

  /** As {@link #takeModified}, also by what waits in the write-ahead log. */
  synchronized boolean takeTouched() {
    List<FileTime> before = touched;
    touched =
        identities.keySet().stream()
            .filter(it -> !it.toString().endsWith("-shm"))
            .flatMap(it -> attributes(it).stream())
            .map(BasicFileAttributes::lastModifiedTime)
            .toList();
    return !touched.equals(before);
  }

  private static Optional<BasicFileAttributes> attributes(Path path) {
    try {
      return Optional.of(Files.readAttributes(path, BasicFileAttributes.class));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
