package inference;

import java.nio.file.Path;
import java.util.Optional;

/** For files that are known to be good: the child's check without the cost of its JVM. */
public final class ChildVerdict {
  private ChildVerdict() {}

  /** What the check finds wrong; empty when nothing is. */
  public static Optional<String> here(Path artifact) {
    return ChildCheck.fault(artifact);
  }
}
