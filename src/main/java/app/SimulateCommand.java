package app;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The scenarios; given none it explains itself. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    description = "Let the ways this job fails happen, on the simulated network.",
    subcommands = {SimulateKillCommand.class, SimulateSoakCommand.class})
final class SimulateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.USAGE;
  }
}
