import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Gathers the libraries of the release archive, each jar without compression: Java keeps a buffer
 * of 40 kB for every jar that it has uncompressed something of, and the archive as a whole
 * compresses better. The build runs this file from source.
 */
final class StoredJars {
  private StoredJars() {}

  /** Takes the folder to write, and those to gather from; of the same name the first counts. */
  public static void main(String[] args) throws IOException {
    Path to = Path.of(args[0]);
    for (String from : List.of(args).subList(1, args.length)) {
      try (Stream<Path> files = Files.walk(Path.of(from))) {
        files
            .filter(Files::isRegularFile)
            .forEach(it -> add(it, to.resolve(Path.of(from).relativize(it))));
      }
    }
  }

  private static void add(Path file, Path target) {
    if (Files.exists(target)) {
      return;
    }
    try {
      Files.createDirectories(target.getParent());
      if (target.toString().endsWith(".jar")) {
        store(file, target);
      } else {
        Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be stored as " + target, e);
    }
  }

  private static void store(Path jar, Path target) throws IOException {
    FileTime written = Files.getLastModifiedTime(jar);
    try (ZipFile in = new ZipFile(jar.toFile());
        ZipOutputStream out =
            new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(target), 1 << 16))) {
      for (ZipEntry entry : Collections.list(in.entries())) {
        ZipEntry stored = new ZipEntry(entry);
        stored.setMethod(ZipEntry.STORED);
        stored.setCompressedSize(entry.getSize());
        out.putNextEntry(stored);
        in.getInputStream(entry).transferTo(out);
        out.closeEntry();
      }
    }
    Files.setLastModifiedTime(target, written);
  }
}
