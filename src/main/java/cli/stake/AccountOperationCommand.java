package cli.stake;

import base.BoundedNumbers;
import base.ExitStatus;
import base.ReadableUnits;
import chain.AccountOperations;
import chain.AccountOperations.Order;
import chain.AlloraClient;
import cli.options.ConfigurationOptions;
import cli.options.ConfigurationOptions.DryRunOption;
import cli.options.ConfigurationOptions.NetworkOption;
import cli.options.ConfigurationOptions.TopicOption;
import config.Settings;
import domain.Attempt;
import host.LogSettings;
import java.io.Console;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import routes.allora.WorkerClients;
import wiring.WorkerClientFactory;

/**
 * One transaction of the wallet of one topic: simulated for its fee, shown, confirmed, sent, and
 * awaited. A dry run ends before anything is signed.
 */
abstract class AccountOperationCommand implements Callable<Integer> {
  @Mixin private ConfigurationOptions options;
  @Mixin private NetworkOption network;
  @Mixin private TopicOption topicOption;
  @Mixin private DryRunOption dryRun;

  @Option(names = "--yes", description = "do not ask before sending")
  private boolean yes;

  @Spec private CommandSpec spec;

  /** The transaction to send. */
  abstract Order order(AccountOperations operations, long topic);

  @Override
  public Integer call() {
    Settings settings = options.settings();
    LogSettings.open(settings.stateDir(), "ERROR");
    PrintWriter err = spec.commandLine().getErr();
    PrintWriter out = spec.commandLine().getOut();
    long topic = requireOneTopic(spec, settings);
    try (WorkerClients workers = new WorkerClientFactory(settings).buildClients()) {
      AlloraClient allora = workers.forTopic(topic);
      Order order = order(allora.accountOperations(), topic);
      err.printf(
          "%s on %s; the fee is %s%n",
          order.description(), allora.network().chainId(), ReadableUnits.amount(order.fee()));
      if (settings.isDryRun()) {
        out.println("dry run: the network would take it; nothing was signed or sent");
      } else if (yes || isConfirmed()) {
        Attempt sent = order.send();
        out.printf("done: transaction %s, fee %s%n", sent.hash(), ReadableUnits.amount(sent.fee()));
      } else {
        out.println("not confirmed: nothing was signed or sent");
        return ExitStatus.FAILED;
      }
    }
    return ExitStatus.OK;
  }

  static long requireOneTopic(CommandSpec spec, Settings settings) {
    if (settings.topics().size() != 1) {
      throw new ParameterException(
          spec.commandLine(), "the settings name several topics: choose one with --topic-id");
    }
    return settings.topics().get(0).id();
  }

  private boolean isConfirmed() {
    Console console = System.console();
    if (console == null) {
      throw new ParameterException(
          spec.commandLine(),
          "there is no terminal to ask at: add --yes to send it, or --dry-run to send nothing");
    }
    String typed = console.readLine("send it? [y/N] ");
    return typed != null && typed.strip().toLowerCase(Locale.ROOT).matches("y|yes");
  }

  /** The option for an amount of coins. */
  static final class Amount {
    @Parameters(
        paramLabel = "AMOUNT",
        converter = AmountConverter.class,
        description = "such as 10ALLO or 5000uallo")
    private BigInteger uallo;

    BigInteger uallo() {
      return uallo;
    }
  }

  /** Parses {@code 10ALLO} or {@code 5000uallo}; without a unit the amount would be ambiguous. */
  static final class AmountConverter implements ITypeConverter<BigInteger> {
    @Override
    public BigInteger convert(String text) {
      String low = text.strip().toLowerCase(Locale.ROOT);
      if (!low.endsWith("allo")) {
        throw new TypeConversionException(
            "'" + text + "' has no unit: give 10ALLO or 5000uallo (1 ALLO = 10^18 uallo)");
      }
      boolean small = low.endsWith("uallo");
      String number = low.substring(0, low.length() - (small ? 5 : 4)).strip();
      try {
        BigDecimal amount = BoundedNumbers.parseDecimal(number);
        BigInteger uallo =
            amount.movePointRight(small ? 0 : ReadableUnits.ALLO_DIGITS).toBigIntegerExact();
        if (uallo.signum() > 0) {
          return uallo;
        }
        throw new TypeConversionException("'" + text + "' must be more than 0");
      } catch (NumberFormatException | ArithmeticException e) {
        throw new TypeConversionException("'" + text + "' is not a whole number of uallo");
      }
    }
  }
}
