package cli.simulate;

import cli.options.ResultOutput;
import cli.options.SimulationFolder;
import host.LogSettings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What the trials of daemon processes have in common: a folder, progress, figures at the end. */
abstract class TrialCommand implements Callable<Integer> {
  @Mixin private ResultOutput output;

  @Mixin private SimulationFolder folders;

  @Spec private CommandSpec spec;

  /**
   * @param say receives a line for each event
   */
  abstract Map<String, Object> play(Path folder, PrintWriter say) throws Exception;

  boolean isPassed(Map<String, Object> figures) {
    return Boolean.TRUE.equals(figures.get("passed"));
  }

  final void requirePositive(String option, int value) {
    if (value < 1) {
      throw new ParameterException(spec.commandLine(), option + " must be 1 or more");
    }
  }

  @Override
  public Integer call() throws Exception {
    PrintWriter err = spec.commandLine().getErr();
    Path folder = folders.create("dromedary-" + spec.name() + "-", err);
    LogSettings.open(folder.resolve("network"), "ERROR");
    return folders.exitStatusOf(() -> playAndPrint(folder, err), err);
  }

  private boolean playAndPrint(Path folder, PrintWriter err) throws Exception {
    Map<String, Object> figures = play(folder, err);
    output.text().println(SimulateCommand.toText(figures));
    output.printJson(figures);
    return isPassed(figures);
  }
}
