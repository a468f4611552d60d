package cli.options;

import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option to overwrite a report of an earlier run. */
public final class OverwriteOption {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(names = "--overwrite", description = "Replace what an earlier run wrote there.")
  private boolean overwrite;

  /**
   * Refuses an existing file; called before any work is done.
   *
   * @param option the option that named the file
   */
  public void requireAbsent(Path file, String option) {
    if (!overwrite && Files.exists(file)) {
      throw new ParameterException(
          command.commandLine(),
          "%s exists and stays as it is: name another %s, or give --overwrite"
              .formatted(file, option));
    }
  }
}
