package cli.stake;

import chain.AccountOperations;
import chain.AccountOperations.Order;
import cli.options.RoleConverter;
import domain.Role;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Takes a registration back; the fee that was paid for it and the stake stay where they are. */
@Command(
    name = "unregister",
    mixinStandardHelpOptions = true,
    description =
        "Take back this wallet's registration in a topic. Its fee is not paid back; stake stays.",
    footer = {"", "Example: dromedary unregister --topic-id 67 --dry-run"})
public final class UnregisterCommand extends AccountOperationCommand {
  @Option(
      names = "--role",
      converter = RoleConverter.class,
      paramLabel = "ROLE",
      description = "worker, which is the default, or reputer")
  private Role role = Role.WORKER;

  @Override
  Order order(AccountOperations operations, long topic) {
    return operations.unregister(topic, role);
  }
}
