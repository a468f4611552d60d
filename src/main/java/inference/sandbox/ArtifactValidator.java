package inference.sandbox;

import base.PrivateFiles;
import domain.Failure;
import domain.FailureReason;
import inference.artifact.DefaultReturnFormula;
import inference.artifact.ModelArtifact;
import inference.engine.OnnxEngine;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
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
public final class ArtifactValidator {
  private static final int HANGS_AT_MOST = 3;

  private static final String PASSED = "passed.txt";

  private final Path state;
  private final Duration limit;
  private String refused = "";
  private String fault;
  private String hung = "";
  private int hangs;

  public ArtifactValidator(Path state, Duration limit) {
    this.state = state;
    this.limit = limit;
  }

  /**
   * @return directory of the checked copy, named by its hash
   * @throws IllegalArgumentException when the artifact does not pass, now or at an earlier time
   * @throws Failure.Retry MODEL when the child hangs and may be tried again
   */
  public Path copyAndValidate(ModelArtifact artifact) throws IOException {
    String identity = artifact.contentHash();
    if (identity.equals(refused)) {
      throw new IllegalArgumentException(fault);
    }
    Path copy = state.resolve(identity);
    artifact.write(copy);
    if (!DefaultReturnFormula.isShipped(artifact) && !hasPassed(copy)) {
      validateInSandbox(identity, copy, artifact.model().length);
      try (OutputStream out = PrivateFiles.newOutputStream(copy.resolve(PASSED))) {
        out.write(OnnxEngine.versionText().getBytes(StandardCharsets.UTF_8));
      }
    }
    return copy;
  }

  private static boolean hasPassed(Path copy) throws IOException {
    Path note = copy.resolve(PASSED);
    return Files.exists(note) && Files.readString(note).equals(OnnxEngine.versionText());
  }

  /** Remembers what is wrong with an artifact, so that it is not opened again in each cycle. */
  public String rememberRefusal(String identity, String found) {
    refused = identity;
    fault = found;
    return found;
  }

  private void validateInSandbox(String identity, Path copy, int bytes) throws IOException {
    Path scratch = Files.createTempDirectory(state, "check");
    try {
      String budget = limit.dividedBy(5).multipliedBy(2).toNanos() + "";
      new SandboxProcess(limit, bytes).run(ArtifactCheckMain.class, copy, scratch, budget);
    } catch (IllegalArgumentException e) {
      deleteRecursively(copy);
      throw new IllegalArgumentException(rememberRefusal(identity, e.getMessage()), e);
    } catch (SandboxProcess.SandboxTimeoutException e) {
      String fault = recordTimeout(identity, e.getMessage());
      deleteRecursively(copy);
      throw new IllegalArgumentException(rememberRefusal(identity, fault), e);
    } finally {
      deleteRecursively(scratch);
    }
  }

  private String recordTimeout(String identity, String what) {
    hangs = identity.equals(hung) ? hangs + 1 : 1;
    hung = identity;
    if (hangs < HANGS_AT_MOST) {
      throw new Failure.Retry(FailureReason.MODEL, "model: " + what);
    }
    return what + ", " + hangs + " times; replace it";
  }

  /** Deletes the copies of models no longer in use, as far as that is possible. */
  public void deleteOtherCopies(Path copy) {
    try (Stream<Path> copies = Files.list(state)) {
      copies
          .filter(path -> path.getFileName().toString().matches("[0-9a-f]{64}"))
          .filter(path -> !path.equals(copy))
          .forEach(ArtifactValidator::deleteRecursively);
    } catch (IOException e) {
      // A left-over copy only takes room; the next replacement tries again.
    }
  }

  static void deleteRecursively(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      // The same: it only takes room.
    }
  }
}
