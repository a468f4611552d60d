package cli;

import base.ExitStatus;
import base.ReadableUnits;
import chain.AlloraClient;
import cli.options.ConfigurationOptions;
import cli.options.ConfigurationOptions.DryRunOption;
import cli.options.ConfigurationOptions.NetworkOption;
import cli.options.ConfigurationOptions.TopicOption;
import cli.options.RoleConverter;
import config.Settings;
import domain.Role;
import domain.TopicSpec;
import host.LogSettings;
import java.io.PrintWriter;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import routes.allora.WorkerClients;
import wiring.WorkerClientFactory;

/** Registers the wallet in its topics; an existing registration costs nothing. */
@Command(
    name = "register",
    mixinStandardHelpOptions = true,
    description = "Register this wallet in the configured topics.",
    footer = {"", "Example: dromedary register --config dromedary.properties --dry-run"})
final class RegisterCommand implements Callable<Integer> {
  @Mixin private final ConfigurationOptions options;
  @Mixin private NetworkOption network;
  @Mixin private TopicOption topicOption;
  @Mixin private DryRunOption dryRun;

  @Option(
      names = "--role",
      converter = RoleConverter.class,
      paramLabel = "ROLE",
      description = "worker or reputer; as the settings say if left out")
  private Role role;

  @Spec private CommandSpec spec;

  RegisterCommand() {
    this(new ConfigurationOptions());
  }

  RegisterCommand(ConfigurationOptions options) {
    this.options = options;
  }

  @Override
  public Integer call() {
    Settings settings = options.settings();
    LogSettings.open(settings.stateDir(), "ERROR");
    PrintWriter out = spec.commandLine().getOut();
    try (WorkerClients workers = new WorkerClientFactory(settings).buildClients()) {
      for (TopicSpec topic : settings.topics()) {
        Set<Role> roles = role == null ? settings.roles(topic.id()) : Set.of(role);
        for (Role one : roles) {
          out.println(register(workers.forTopic(topic.id()), topic.id(), one, settings));
        }
      }
    }
    return ExitStatus.OK;
  }

  private static String register(AlloraClient allora, long topic, Role role, Settings settings) {
    String about =
        "%s is registered as %s in topic %d".formatted(allora.workerAddress(), role.label(), topic);
    if (!settings.isDryRun()) {
      return allora
          .register(topic, role)
          .map(
              tx ->
                  "%s by transaction %s, fee %s"
                      .formatted(about, tx.hash(), ReadableUnits.amount(tx.fee())))
          .orElse(about + " already");
    }
    return allora.networkInfo().isRegistered(topic, role)
        ? about + " already"
        : "dry run: %s would be registered as %s in topic %d; nothing was signed or sent"
            .formatted(allora.workerAddress(), role.label(), topic);
  }
}
