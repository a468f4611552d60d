package cli.stake;

import chain.AccountOperations;
import chain.AccountOperations.Order;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Claims a delegator's rewards. Other rewards need no claim: a worker's are added to its balance
 * and a reputer's to its stake when a window is paid.
 */
@Command(
    name = "rewards",
    mixinStandardHelpOptions = true,
    description = {
      "Claim the rewards of stake delegated to a reputer.",
      "A worker's rewards need no claim: they are paid to the balance, a reputer's to its stake."
    },
    footer = {"", "Example: dromedary rewards --from allo1... --topic-id 67"})
public final class RewardsCommand extends AccountOperationCommand {
  @Option(
      names = "--from",
      required = true,
      paramLabel = "REPUTER",
      description = "reputer that stake was delegated to")
  private String reputer;

  @Override
  Order order(AccountOperations operations, long topic) {
    return operations.claimDelegated(topic, reputer);
  }
}
