package journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * How a journal file comes into being: whole, under another name, then renamed. So a file that is
 * empty, or a log without its file, is always the rest of a journal that was lost, never a new one.
 */
final class Birth {
  private final Path path;
  private final Trouble trouble;

  Birth(JournalPlace.File place) {
    path = place.path();
    trouble = new Trouble(place);
  }

  /**
   * Makes the file if there is none.
   *
   * @throws domain.Failure.Stop if there has been one
   */
  void prepare() {
    try {
      if (!Files.exists(path)) {
        refuse(size(sibling("-wal")) > 0, "its file is gone, but its log is still there");
        make();
      }
      refuse(Files.isRegularFile(path) && size(path) == 0, "it is empty");
    } catch (IOException e) {
      throw trouble.stop("it cannot be made (" + e + "): check the folder and the disk", null);
    }
  }

  private void refuse(boolean lost, String what) {
    if (lost) {
      throw trouble.damaged(what, null);
    }
  }

  private void make() throws IOException {
    Path young = sibling(".new");
    for (String part : new String[] {"", "-wal", "-shm"}) {
      Files.deleteIfExists(young.resolveSibling(young.getFileName() + part));
    }
    Store.create(young);
    Files.move(young, path, StandardCopyOption.ATOMIC_MOVE);
    sync(path.toAbsolutePath().getParent());
  }

  private static void sync(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private Path sibling(String suffix) {
    return path.resolveSibling(path.getFileName() + suffix);
  }

  private static long size(Path file) throws IOException {
    return Files.exists(file) ? Files.size(file) : 0;
  }
}
