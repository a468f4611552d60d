package cli.options;

import base.TemporaryFolders;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
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

  /** To be called when nobody writes into the folder any more. */
  public void keepIfFailed(boolean passed, PrintWriter err) throws IOException {
    if (!passed && !keep) {
      err.println("State kept: " + TemporaryFolders.keep(folder));
    }
  }
}
