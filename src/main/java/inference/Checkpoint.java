package inference;

import domain.Failure;
import domain.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Where a new artifact is copied and checked before the daemon opens it. All later steps use the
 * copy, so there is no gap between check and use. What was refused is not tried again, and what
 * passed is not checked again at the next start by the same engine.
 */
final class Checkpoint {
  private static final int HANGS_AT_MOST = 3;

  private static final String PASSED = "passed.txt";

  private final Path state;
  private final ChildJvm child;
  private String refused = "";
  private String fault;
  private String hung = "";
  private int hangs;

  Checkpoint(Path state, Duration limit) {
    this.state = state;
    this.child = new ChildJvm(limit);
  }

  /**
   * @return directory of the checked copy, named by its hash
   * @throws IllegalArgumentException when the artifact does not pass, now or at an earlier time
   * @throws Failure.Wait MODEL when the child hangs and may be tried again
   */
  Path pass(Artifact artifact) throws IOException {
    String identity = artifact.identity();
    if (identity.equals(refused)) {
      throw new IllegalArgumentException(fault);
    }
    Path copy = state.resolve(identity);
    artifact.write(copy);
    if (!passed(copy)) {
      check(identity, copy);
      Files.writeString(copy.resolve(PASSED), Engines.version());
    }
    return copy;
  }

  private static boolean passed(Path copy) throws IOException {
    Path note = copy.resolve(PASSED);
    return Files.exists(note) && Files.readString(note).equals(Engines.version());
  }

  /** Remembers what is wrong with an artifact, so that it is not opened again in each cycle. */
  String refuse(String identity, String found) {
    refused = identity;
    fault = found;
    return found;
  }

  private void check(String identity, Path copy) throws IOException {
    Path scratch = Files.createTempDirectory(state, "check");
    try {
      child.run(ChildCheck.class, copy, scratch);
    } catch (IllegalArgumentException e) {
      delete(copy);
      throw new IllegalArgumentException(refuse(identity, e.getMessage()), e);
    } catch (ChildJvm.HangException e) {
      String fault = hang(identity, e.getMessage());
      delete(copy);
      throw new IllegalArgumentException(refuse(identity, fault), e);
    } finally {
      delete(scratch);
    }
  }

  private String hang(String identity, String what) {
    hangs = identity.equals(hung) ? hangs + 1 : 1;
    hung = identity;
    if (hangs < HANGS_AT_MOST) {
      throw new Failure.Wait(Reason.MODEL, "model: " + what + "; it is tried again");
    }
    return what + ", " + hangs + " times; replace it";
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

  static void delete(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      // The same: it only takes room.
    }
  }
}
