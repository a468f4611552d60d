package cli.stake;

import base.ExitStatus;
import base.ReadableUnits;
import chain.AccountOperations;
import chain.AccountOperations.DelegationStatus;
import chain.AccountOperations.Order;
import chain.AccountOperations.StakeStatus;
import chain.AlloraClient;
import cli.options.ConfigurationOptions;
import cli.options.ConfigurationOptions.NetworkOption;
import cli.options.ConfigurationOptions.TopicOption;
import config.Settings;
import host.LogSettings;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import routes.allora.WorkerClients;
import wiring.WorkerClientFactory;

/** Groups the commands for stake in a topic: a reputer's own, and stake delegated to others. */
@Command(
    name = "stake",
    description = "Add, remove and show the wallet's stake in a topic.",
    mixinStandardHelpOptions = true,
    subcommands = {
      StakeCommand.Add.class,
      StakeCommand.Remove.class,
      StakeCommand.Cancel.class,
      StakeCommand.Show.class
    },
    footer = {"", "Example: dromedary stake show --topic-id 67 --config dromedary.properties"})
public final class StakeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitStatus.USAGE;
  }

  /** Adds to the wallet's own stake. */
  @Command(
      name = "add",
      mixinStandardHelpOptions = true,
      description = "Add to the own stake; the wallet must be registered as a reputer.",
      footer = {"", "Example: dromedary stake add 0.5ALLO --topic-id 67 --dry-run"})
  static final class Add extends AccountOperationCommand {
    @Mixin private Amount amount;

    @Override
    Order order(AccountOperations operations, long topic) {
      return operations.addStake(topic, amount.uallo());
    }
  }

  /**
   * Starts to remove stake; it is paid after the chain's delay, and a second removal replaces the
   * first.
   */
  @Command(
      name = "remove",
      mixinStandardHelpOptions = true,
      description =
          "Start to remove stake; it is paid after the chain's delay, and a second one starts it"
              + " anew.",
      footer = {"", "Example: dromedary stake remove 0.5ALLO --topic-id 67 --dry-run"})
  static final class Remove extends AccountOperationCommand {
    @Mixin private Amount amount;

    @Option(
        names = "--from",
        paramLabel = "REPUTER",
        description = "reputer that it was delegated to; none: own stake")
    private String reputer;

    @Override
    Order order(AccountOperations operations, long topic) {
      return reputer == null
          ? operations.removeStake(topic, amount.uallo())
          : operations.removeDelegated(topic, reputer, amount.uallo());
    }
  }

  /** Cancels a removal that is not paid yet. */
  @Command(
      name = "cancel",
      mixinStandardHelpOptions = true,
      description = "Cancel a removal that was not paid yet.",
      footer = {"", "Example: dromedary stake cancel --topic-id 67"})
  static final class Cancel extends AccountOperationCommand {
    @Option(
        names = "--from",
        paramLabel = "REPUTER",
        description = "reputer that it was delegated to; none: own stake")
    private String reputer;

    @Override
    Order order(AccountOperations operations, long topic) {
      return reputer == null
          ? operations.cancelRemoveStake(topic)
          : operations.cancelRemoveDelegated(topic, reputer);
    }
  }

  /** Shows own stake, delegated stake, the minimum and pending removals. */
  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "Show the wallet's stake in a topic.",
      footer = {"", "Example: dromedary stake show --topic-id 67 --config dromedary.properties"})
  static final class Show implements Callable<Integer> {
    @Option(
        names = "--from",
        paramLabel = "REPUTER",
        description = "also what was delegated to this reputer: amount, rewards, removal")
    private String reputer;

    @Mixin private ConfigurationOptions options;
    @Mixin private NetworkOption network;
    @Mixin private TopicOption topicOption;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
      Settings settings = options.settings();
      LogSettings.open(settings.stateDir(), "ERROR");
      long topic = AccountOperationCommand.requireOneTopic(spec, settings);
      try (WorkerClients workers = new WorkerClientFactory(settings).buildClients()) {
        AlloraClient allora = workers.forTopic(topic);
        print(allora, topic, spec.commandLine().getOut());
        if (reputer != null) {
          printDelegation(allora, topic, spec.commandLine().getOut());
        }
      }
      return ExitStatus.OK;
    }

    private void printDelegation(AlloraClient allora, long topic, PrintWriter out) {
      DelegationStatus placed = allora.accountOperations().readDelegation(topic, reputer);
      out.printf("upon        %s%n", reputer);
      out.printf("delegated   %s%n", ReadableUnits.amount(placed.amount()));
      out.printf("rewards     %s to be claimed%n", ReadableUnits.amount(placed.pending()));
      if (placed.removedAt() > 0) {
        out.printf(
            "removing    %s, paid at height %d%n",
            ReadableUnits.amount(placed.removing()), placed.removedAt());
      }
    }

    private static void print(AlloraClient allora, long topic, PrintWriter out) {
      StakeStatus stake = allora.accountOperations().readStake(topic);
      out.printf("account     %s%n", allora.workerAddress());
      out.printf("topic       %d on %s%n", topic, allora.network().chainId());
      out.printf("reputer     %s%n", stake.registeredAsReputer() ? "registered" : "not registered");
      out.printf("own stake   %s%n", ReadableUnits.amount(stake.own()));
      out.printf("delegated   %s from others%n", ReadableUnits.amount(stake.delegated()));
      out.printf(
          "minimum     %s, %s%n",
          ReadableUnits.amount(stake.minimum()), stake.enough() ? "reached" : "not reached");
      out.printf("placed      %s upon other reputers%n", ReadableUnits.amount(stake.placed()));
      if (stake.removedAt() > 0) {
        out.printf(
            "removing    %s, paid at height %d%n",
            ReadableUnits.amount(stake.removing()), stake.removedAt());
      }
      out.printf("balance     %s%n", ReadableUnits.amount(allora.balance()));
    }
  }
}
