package cli.options;

import base.ExitStatus;
import base.TemporaryFolders;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Option;

/**
 * Folder for journal and log of a simulation: temporary and deleted at the end, unless the operator
 * keeps it or the run failed.
 */
public final class SimulationFolder {
  @Option(
      names = "--keep",
      description = "Keep the state folder, with journal and log; a failed run keeps it anyway.")
  private boolean keep;

  private Path folder;

  /** Makes the folder and prints where it is. */
  public Path create(String prefix, PrintWriter err) throws IOException {
    folder = keep ? TemporaryFolders.createLasting(prefix) : TemporaryFolders.create(prefix);
    err.println("State: " + folder + (keep ? "" : ", removed at the end (--keep keeps it)"));
    return folder;
  }

  /**
   * Runs a trial in the folder, which is kept if the trial fails or throws.
   *
   * @param trial returns true if it passed
   * @return exit status
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
