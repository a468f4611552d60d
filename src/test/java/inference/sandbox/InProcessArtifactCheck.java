package inference.sandbox;

import java.nio.file.Path;
import java.util.Optional;

/** For files that are known to be good: the child's check without the cost of its JVM. */
public final class InProcessArtifactCheck {
  private InProcessArtifactCheck() {}

  /** What the check finds wrong; empty when nothing is. */
  public static Optional<String> findFault(Path artifact) {
    return ArtifactCheckMain.findFault(artifact);
  }
}
