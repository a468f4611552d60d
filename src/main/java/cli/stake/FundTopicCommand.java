package cli.stake;

import chain.AccountOperations;
import chain.AccountOperations.Order;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Pays coins into a topic, which raise its weight and do not come back. */
@Command(
    name = "fund-topic",
    mixinStandardHelpOptions = true,
    description = "Pay coins into a topic, which raises its weight; they do not come back.",
    footer = {"", "Example: dromedary fund-topic 0.5ALLO --topic-id 67 --dry-run"})
public final class FundTopicCommand extends AccountOperationCommand {
  @Mixin private Amount amount;

  @Override
  Order order(AccountOperations operations, long topic) {
    return operations.fundTopic(topic, amount.uallo());
  }
}
