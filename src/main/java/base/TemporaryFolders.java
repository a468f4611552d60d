package base;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Folders below the one that Java is told to use for what does not last. */
public final class TemporaryFolders {
  private TemporaryFolders() {}

  /** The folder for temporary files is missing, full, or may not be written. */
  public static final class UnusableException extends IOException {
    private UnusableException(IOException cause) {
      super(
          "the folder for temporary files, "
              + System.getProperty("java.io.tmpdir")
              + ", cannot be used ("
              + cause.getClass().getSimpleName().replace("Exception", "")
              + "): create it, make room in it, or name another one with"
              + " DROMEDARY_JAVA_OPTIONS=-Djava.io.tmpdir=FOLDER",
          cause);
    }
  }

  /**
   * A new folder for this user alone.
   *
   * @throws UnusableException with a sentence that says what to do
   */
  public static Path create(String prefix) throws UnusableException {
    try {
      return Files.createTempDirectory(prefix);
    } catch (IOException e) {
      throw new UnusableException(e);
    }
  }

  /**
   * Writes a little and takes it away again, for who wants to know before it matters.
   *
   * @throws UnusableException as {@link #create}
   */
  public static void requireUsable() throws UnusableException {
    try {
      Path file = Files.createTempFile("dromedary", ".check");
      try {
        Files.write(file, new byte[4096]);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UnusableException(e);
    }
  }

  public static void deleteRecursively(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
