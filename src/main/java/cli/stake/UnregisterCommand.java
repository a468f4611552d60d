package cli.stake;

import chain.AccountVerbs;
import chain.AccountVerbs.Order;
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
public final class UnregisterCommand extends AccountVerbCommand {
  @Option(
      names = "--role",
      converter = RoleConverter.class,
      paramLabel = "ROLE",
      description = "worker, which is the default, or reputer")
  private Role role = Role.WORKER;

  @Override
  Order order(AccountVerbs verbs, long topic) {
    return verbs.unregister(topic, role);
  }
}
