package app;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The root command: names the verbs and, given none, explains itself. */
@Command(
    name = "dromedary",
    description = "Carries a model's predictions to the Allora network: one submission per epoch.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    subcommands = {
      DemoCommand.class,
      RunCommand.class,
      OnceCommand.class,
      DoctorCommand.class,
      WalletCommand.class,
      RegisterCommand.class,
      FaucetCommand.class,
      DevnetCommand.class,
      PredictCommand.class,
      BacktestCommand.class,
      ModelCommand.class,
      TrainCommand.class,
      StatusCommand.class,
      HistoryCommand.class,
      JournalCommand.class,
      DataCommand.class,
      SimulateCommand.class
    })
final class Dromedary implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.USAGE;
  }
}
