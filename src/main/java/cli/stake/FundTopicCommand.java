package cli.stake;

import chain.AccountVerbs;
import chain.AccountVerbs.Order;
import java.math.BigInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Coins for the rewards of a topic: they raise its weight and do not come back. */
@Command(
    name = "fund-topic",
    mixinStandardHelpOptions = true,
    description = "Pay coins into a topic, which raises its weight; they do not come back.")
public final class FundTopicCommand extends AccountVerbCommand {
  @Parameters(
      paramLabel = "AMOUNT",
      converter = AmountConverter.class,
      description = "such as 10ALLO or 5000uallo")
  private BigInteger amount;

  @Override
  Order order(AccountVerbs verbs, long topic) {
    return verbs.fundTopic(topic, amount);
  }
}
