package cli.options;

import base.ExitStatus;
import base.TemporaryFolders;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Option;

/**
 * Where a simulation keeps journal and log: in a temporary folder that goes when the command ends,
 * unless somebody wants to look into it or the run did not end as it should.
 */
public final class SimulationFolder {
  @Option(
      names = "--keep",
      description = "Keep the state folder, with journal and log; a failed run keeps it anyway.")
  private boolean keep;

  private Path folder;

  /** Makes the folder and says where it is. */
  public Path create(String prefix, PrintWriter err) throws IOException {
    folder = keep ? TemporaryFolders.createLasting(prefix) : TemporaryFolders.create(prefix);
    err.println("State: " + folder + (keep ? "" : ", removed at the end (--keep keeps it)"));
    return folder;
  }

  /**
   * Exit status of what is played in the folder, which stays if that fails or throws.
   *
   * @param trial true if it passed
   */
  public int exitStatusOf(Callable<Boolean> trial, PrintWriter err) throws Exception {
    boolean passed = false;
    try {
      passed = trial.call();
    } finally {
      if (!passed && !keep) {
        err.println("State kept: " + TemporaryFolders.keep(folder));
      }
    }
    return passed ? ExitStatus.OK : ExitStatus.FAILED;
  }
}
