package trials.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The default model's checked copy, handed from one simulated daemon to the next: the check in a
 * JVM of its own would take longer than most scenarios.
 */
final class CheckedModelCache {
  private final Path kept;

  /**
   * @param kept where the copy lies between two daemons
   */
  CheckedModelCache(Path kept) {
    this.kept = kept;
  }

  /** Puts the copy, if there is one, where a daemon with this state folder looks for it. */
  synchronized void provideTo(Path folder, List<Long> topics) throws IOException {
    for (long topic : Files.isDirectory(kept) ? topics : List.<Long>of()) {
      copy(kept, modelsFolder(folder).resolve("topic-" + topic));
    }
  }

  /** Keeps what the first daemon has checked. */
  synchronized void store(Path folder) throws IOException {
    if (!Files.isDirectory(kept) && Files.isDirectory(modelsFolder(folder))) {
      try (Stream<Path> topics = Files.list(modelsFolder(folder))) {
        copy(topics.findFirst().orElseThrow(), kept);
      }
    }
  }

  private static Path modelsFolder(Path folder) {
    return folder.resolve("models");
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.write(target, Files.readAllBytes(file));
      }
    }
  }
}
