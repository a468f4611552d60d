package cli;

import base.ExitStatus;
import cli.model.BacktestCommand;
import cli.model.FeaturesCommand;
import cli.model.ForecastScoreCommand;
import cli.model.ModelCommand;
import cli.model.PredictCommand;
import cli.model.TrainCommand;
import cli.setup.CompletionCommand;
import cli.setup.ConfigCommand;
import cli.setup.InitCommand;
import cli.setup.TopicsCommand;
import cli.simulate.DemoCommand;
import cli.simulate.DevnetCommand;
import cli.simulate.SimulateCommand;
import cli.stake.DelegateCommand;
import cli.stake.FundTopicCommand;
import cli.stake.RewardsCommand;
import cli.stake.StakeCommand;
import cli.stake.UnregisterCommand;
import cli.wallet.WalletCommand;
import config.ProgramVersion;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The root command: lists the verbs, and prints its usage if none is given. */
@Command(
    name = "dromedary",
    description = "Carries a model's predictions to the Allora network: one submission per epoch.",
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    sortOptions = false,
    footer = {"", "Examples: dromedary demo", "          dromedary init"})
final class DromedaryCommand implements Callable<Integer> {
  private static final List<Class<?>> VERBS =
      List.of(
          DemoCommand.class,
          InitCommand.class,
          RunCommand.class,
          OnceCommand.class,
          TopicsCommand.class,
          ConfigCommand.class,
          DoctorCommand.class,
          WalletCommand.class,
          RegisterCommand.class,
          UnregisterCommand.class,
          FaucetCommand.class,
          StakeCommand.class,
          DelegateCommand.class,
          RewardsCommand.class,
          FundTopicCommand.class,
          DevnetCommand.class,
          PredictCommand.class,
          BacktestCommand.class,
          ModelCommand.class,
          TrainCommand.class,
          FeaturesCommand.class,
          StatusCommand.class,
          HistoryCommand.class,
          ScoreCommand.class,
          ForecastScoreCommand.class,
          JournalCommand.class,
          DataCommand.class,
          SimulateCommand.class,
          CompletionCommand.class);

  @Spec private CommandSpec spec;

  /**
   * Only the command that these words begin with is loaded: to read the options of all costs a
   * daemon a quarter second of its start. Completion loads all.
   */
  static CommandLine commandLineFor(String... words) {
    CommandLine line = new CommandLine(new DromedaryCommand());
    List<Class<?>> named =
        VERBS.stream().filter(it -> words.length > 0 && isNamed(it, words[0])).toList();
    boolean one = !named.isEmpty() && !named.contains(CompletionCommand.class);
    (one ? named : VERBS).forEach(line::addSubcommand);
    line.getSubcommands().values().forEach(DromedaryCommand::addVersion);
    return line;
  }

  private static void addVersion(CommandLine command) {
    command.getCommandSpec().versionProvider(new ProgramVersion());
    command.getSubcommands().values().forEach(DromedaryCommand::addVersion);
  }

  private static boolean isNamed(Class<?> verb, String word) {
    return verb.getAnnotation(Command.class).name().equals(word);
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitStatus.USAGE;
  }
}
