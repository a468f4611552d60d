package cli.stake;

import chain.AccountVerbs;
import chain.AccountVerbs.Order;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Pays coins into a topic, which raise its weight and do not come back. */
@Command(
    name = "fund-topic",
    mixinStandardHelpOptions = true,
    description = "Pay coins into a topic, which raises its weight; they do not come back.",
    footer = {"", "Example: dromedary fund-topic 0.5ALLO --topic-id 67 --dry-run"})
public final class FundTopicCommand extends AccountVerbCommand {
  @Mixin private Amount amount;

  @Override
  Order order(AccountVerbs verbs, long topic) {
    return verbs.fundTopic(topic, amount.uallo());
  }
}
