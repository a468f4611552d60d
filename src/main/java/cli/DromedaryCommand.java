package cli;

import base.ExitStatus;
import cli.data.DataCommand;
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
  private static final List<String> VERBS =
      List.of(
          "demo",
          "init",
          "run",
          "once",
          "topics",
          "config",
          "doctor",
          "wallet",
          "register",
          "unregister",
          "faucet",
          "stake",
          "delegate",
          "rewards",
          "fund-topic",
          "devnet",
          "predict",
          "backtest",
          "model",
          "train",
          "features",
          "status",
          "history",
          "score",
          "score-forecasts",
          "journal",
          "data",
          "simulate",
          "completion");

  @Spec private CommandSpec spec;

  /**
   * Only the command that these words begin with is loaded: to read the options of all costs a
   * daemon a quarter second of its start. Completion loads all.
   */
  static CommandLine commandLineFor(String... words) {
    CommandLine line = new CommandLine(new DromedaryCommand());
    boolean one = words.length > 0 && commandOf(words[0]) != null && !words[0].equals("completion");
    List<String> verbs = one ? List.of(words[0]) : VERBS;
    verbs.forEach(it -> line.addSubcommand(commandOf(it)));
    line.getSubcommands().values().forEach(DromedaryCommand::addVersion);
    return line;
  }

  private static void addVersion(CommandLine command) {
    command.getCommandSpec().versionProvider(new ProgramVersion());
    command.getSubcommands().values().forEach(DromedaryCommand::addVersion);
  }

  /** Null where there is none; a class is loaded only when it is named. */
  private static Class<?> commandOf(String verb) {
    return switch (verb) {
      case "demo" -> DemoCommand.class;
      case "init" -> InitCommand.class;
      case "run" -> RunCommand.class;
      case "once" -> OnceCommand.class;
      case "topics" -> TopicsCommand.class;
      case "config" -> ConfigCommand.class;
      case "doctor" -> DoctorCommand.class;
      case "wallet" -> WalletCommand.class;
      case "register" -> RegisterCommand.class;
      case "unregister" -> UnregisterCommand.class;
      case "faucet" -> FaucetCommand.class;
      case "stake" -> StakeCommand.class;
      case "delegate" -> DelegateCommand.class;
      case "rewards" -> RewardsCommand.class;
      case "fund-topic" -> FundTopicCommand.class;
      case "devnet" -> DevnetCommand.class;
      case "predict" -> PredictCommand.class;
      case "backtest" -> BacktestCommand.class;
      case "model" -> ModelCommand.class;
      case "train" -> TrainCommand.class;
      case "features" -> FeaturesCommand.class;
      case "status" -> StatusCommand.class;
      case "history" -> HistoryCommand.class;
      case "score" -> ScoreCommand.class;
      case "score-forecasts" -> ForecastScoreCommand.class;
      case "journal" -> JournalCommand.class;
      case "data" -> DataCommand.class;
      case "simulate" -> SimulateCommand.class;
      case "completion" -> CompletionCommand.class;
      default -> null;
    };
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitStatus.USAGE;
  }
}
