package cli;

import base.ExitStatus;
import chain.AlloraClient;
import cli.options.ConfigurationOptions;
import config.Settings;
import domain.Attempt;
import domain.Role;
import domain.TopicSpec;
import host.LogSettings;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import routes.allora.WorkerClients;
import wiring.WorkerClientFactory;

/** Registers the wallet in its topics by hand; what is registered already costs nothing. */
@Command(
    name = "register",
    mixinStandardHelpOptions = true,
    description = "Register this wallet in the configured topics.")
final class RegisterCommand implements Callable<Integer> {
  @Mixin private final ConfigurationOptions options;

  @Option(
      names = "--role",
      defaultValue = "worker",
      converter = RoleConverter.class,
      paramLabel = "ROLE",
      description = "worker or reputer (${DEFAULT-VALUE})")
  private Role role = Role.WORKER;

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
    PrintWriter err = spec.commandLine().getErr();
    try (WorkerClients workers = new WorkerClientFactory(settings).buildClients()) {
      for (TopicSpec topic : settings.topics()) {
        AlloraClient allora = workers.forTopic(topic.id());
        err.println(
            settings.isDryRun()
                ? dryRunText(allora, topic.id())
                : resultText(allora, topic.id(), allora.register(topic.id(), role)));
      }
    }
    return ExitStatus.OK;
  }

  private String dryRunText(AlloraClient allora, long topic) {
    return allora.networkInfo().isRegistered(topic, role)
        ? resultText(allora, topic, Optional.empty())
        : "dry run: %s would be registered as %s in topic %d; nothing was signed or sent"
            .formatted(allora.workerAddress(), role.label(), topic);
  }

  private String resultText(AlloraClient allora, long topic, Optional<Attempt> made) {
    return made.map(
            tx ->
                "%s is registered as %s in topic %d by transaction %s, fee %s uallo"
                    .formatted(allora.workerAddress(), role.label(), topic, tx.hash(), tx.fee()))
        .orElse(
            "%s was registered as %s in topic %d already"
                .formatted(allora.workerAddress(), role.label(), topic));
  }

  /** Reads a role as it is written in settings. */
  static final class RoleConverter implements ITypeConverter<Role> {
    @Override
    public Role convert(String text) {
      return Role.parse(text);
    }
  }
}
