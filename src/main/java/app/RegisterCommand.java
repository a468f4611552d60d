package app;

import base.ExitCode;
import chain.Allora;
import domain.Attempt;
import domain.TopicSpec;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import routes.allora.Workers;

/** Registers the worker in its topics by hand; what is registered already costs nothing. */
@Command(
    name = "register",
    mixinStandardHelpOptions = true,
    description = "Register this wallet as a worker of the configured topics.")
final class RegisterCommand implements Callable<Integer> {
  @Mixin private final ConfigurationOptions options;

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
    Logs.open(settings.stateDir(), "ERROR");
    PrintWriter err = spec.commandLine().getErr();
    try (Workers workers = new WorkerClientFactory(settings).workers()) {
      for (TopicSpec topic : settings.topics()) {
        Allora allora = workers.of(topic.id());
        err.println(sentence(allora, topic.id(), allora.register(topic.id())));
      }
    }
    return ExitCode.OK;
  }

  private static String sentence(Allora allora, long topic, Optional<Attempt> made) {
    return made.map(
            tx ->
                "%s is registered in topic %d by transaction %s, fee %s uallo"
                    .formatted(allora.worker(), topic, tx.hash(), tx.fee()))
        .orElse("%s was registered in topic %d already".formatted(allora.worker(), topic));
  }
}
