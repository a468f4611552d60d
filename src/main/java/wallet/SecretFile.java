package wallet;

import base.ErrorText;
import domain.Failure;
import domain.FailureReason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Files that hold a secret: refused while others may read or change them, written with mode 600 and
 * never over an existing one. A file of another user may be readable by our group: so Kubernetes
 * gives a secret. File systems without such modes are taken as they are.
 */
public final class SecretFile {
  private static final int LIMIT = 4096;

  /** On Linux: groups of this process in it, and its user as the owner. */
  private static final Path PROCESS_STATUS = Path.of("/proc/self/status");

  private static final Set<PosixFilePermission> OWNER =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> CREDENTIAL =
      PosixFilePermissions.fromString("rwxr-----");

  private SecretFile() {}

  /**
   * The text, at most 4096 bytes of UTF-8. The caller clears it.
   *
   * @throws Failure.Stop with exit code 77 if it is missing, too large, or open to others
   */
  static char[] read(Path file) {
    return read(file, OWNER);
  }

  /** As {@link #read}, but group may read: that is how systemd's access list shows itself. */
  static char[] readCredential(Path file) {
    return read(file, CREDENTIAL);
  }

  /**
   * Writes a new file with mode 600 and waits until it is on the disk.
   *
   * @throws Failure.Stop with exit code 77 if it exists or cannot be written
   */
  public static void write(Path file, char[] text) {
    ByteBuffer bytes = StandardCharsets.UTF_8.encode(CharBuffer.wrap(text));
    Set<StandardOpenOption> mode =
        EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    try (FileChannel out = FileChannel.open(file, mode, owner)) {
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(true);
    } catch (FileAlreadyExistsException e) {
      throw stop(file + " exists already; no key is ever written over another, choose a new name");
    } catch (IOException e) {
      throw stop(
          file + " cannot be written: " + ErrorText.describe(e) + "; check folder and rights");
    } finally {
      Arrays.fill(bytes.array(), (byte) 0);
    }
  }

  /** A sentence if the file could be committed by accident. */
  static Optional<String> gitWarning(Path file) {
    for (Path dir = file.toAbsolutePath().normalize().getParent();
        dir != null;
        dir = dir.getParent()) {
      if (Files.exists(dir.resolve(".git"))) {
        return Optional.of(
            file + " lies in the git work tree " + dir + ": move it out, or it may be committed");
      }
    }
    return Optional.empty();
  }

  private static char[] read(Path file, Set<PosixFilePermission> allowed) {
    try {
      requirePrivate(file, allowed);
      return decode(readBounded(file));
    } catch (NoSuchFileException e) {
      throw stop(file + " does not exist; correct the path or create it with mode 600");
    } catch (IOException e) {
      throw stop(file + " cannot be read: " + ErrorText.describe(e) + "; check its owner and mode");
    }
  }

  private static void requirePrivate(Path file, Set<PosixFilePermission> owner) throws IOException {
    if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return;
    }
    Set<PosixFilePermission> allowed = isGivenToOurGroup(file) ? CREDENTIAL : owner;
    Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
    if (!allowed.containsAll(mode)) {
      String text = PosixFilePermissions.toString(mode);
      throw stop(file + " is open to others (" + text + "); run: chmod 600 " + file);
    }
  }

  /** By another user, who means us; of a file of our own the mode is ours to correct. */
  private static boolean isGivenToOurGroup(Path file) throws IOException {
    if (!Files.exists(PROCESS_STATUS)) {
      return false;
    }
    String gid = Files.getAttribute(file, "unix:gid").toString();
    Object owner = Files.getAttribute(file, "unix:uid");
    return !owner.equals(Files.getAttribute(PROCESS_STATUS, "unix:uid"))
        && Files.readAllLines(PROCESS_STATUS).stream()
            .filter(it -> it.startsWith("Gid:") || it.startsWith("Groups:"))
            .flatMap(it -> Arrays.stream(it.split("\\s+")).skip(1))
            .anyMatch(gid::equals);
  }

  private static byte[] readBounded(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LIMIT + 1);
      if (bytes.length > LIMIT) {
        throw stop(file + " is too large to be a key; correct the path");
      }
      return bytes;
    }
  }

  private static char[] decode(byte[] bytes) {
    CharBuffer chars = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes));
    char[] text = Arrays.copyOf(chars.array(), chars.limit());
    Arrays.fill(chars.array(), '\0');
    Arrays.fill(bytes, (byte) 0);
    return text;
  }

  private static Failure.Stop stop(String sentence) {
    return new Failure.Stop(FailureReason.KEY, 77, sentence);
  }
}
