package cli.stake;

import chain.AccountOperations;
import chain.AccountOperations.Order;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Delegates stake to another reputer. */
@Command(
    name = "delegate",
    mixinStandardHelpOptions = true,
    description = "Delegate coins to a reputer of a topic; `stake remove --from` takes them back.",
    footer = {"", "Example: dromedary delegate 0.5ALLO --to allo1... --topic-id 67"})
public final class DelegateCommand extends AccountOperationCommand {
  @Mixin private Amount amount;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "REPUTER",
      description = "address of the reputer")
  private String reputer;

  @Override
  Order order(AccountOperations operations, long topic) {
    return operations.delegate(topic, reputer, amount.uallo());
  }
}
