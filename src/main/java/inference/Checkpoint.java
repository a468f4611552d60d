package inference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Where a new artifact is copied and checked before the daemon opens it. All later steps use the
 * copy, so there is no gap between check and use.
 */
final class Checkpoint {
  private final Path state;

  Checkpoint(Path state) {
    this.state = state;
  }

  /**
   * @return directory of the checked copy, named by its hash
   * @throws IllegalArgumentException when the artifact does not pass
   */
  Path pass(Artifact artifact) throws IOException {
    Path copy = state.resolve(artifact.identity());
    artifact.write(copy);
    return copy;
  }

  /** Deletes the copies of models no longer in use, as far as that is possible. */
  void forgetAllBut(Path copy) {
    try (Stream<Path> copies = Files.list(state)) {
      copies
          .filter(path -> path.getFileName().toString().matches("[0-9a-f]{64}"))
          .filter(path -> !path.equals(copy))
          .forEach(Checkpoint::delete);
    } catch (IOException e) {
      // A left-over copy only takes room; the next replacement tries again.
    }
  }

  private static void delete(Path copy) {
    for (String name : new String[] {Artifact.MODEL, Artifact.MANIFEST, ""}) {
      try {
        Files.deleteIfExists(copy.resolve(name));
      } catch (IOException e) {
        return;
      }
    }
  }
}
