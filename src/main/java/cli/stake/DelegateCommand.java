package cli.stake;

import chain.AccountVerbs;
import chain.AccountVerbs.Order;
import java.math.BigInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Stake upon somebody else, who reports losses with it. */
@Command(
    name = "delegate",
    mixinStandardHelpOptions = true,
    description = "Delegate coins to a reputer of a topic; `stake remove --from` takes them back.")
public final class DelegateCommand extends AccountVerbCommand {
  @Parameters(
      paramLabel = "AMOUNT",
      converter = AmountConverter.class,
      description = "such as 10ALLO or 5000uallo")
  private BigInteger amount;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "REPUTER",
      description = "address of the reputer")
  private String reputer;

  @Override
  Order order(AccountVerbs verbs, long topic) {
    return verbs.delegate(topic, reputer, amount);
  }
}
