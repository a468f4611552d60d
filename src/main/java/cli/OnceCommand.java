package cli;

import base.ExitStatus;
import cli.options.ConfigurationOptions;
import config.LegacyArguments;
import config.Settings;
import daemon.Daemon;
import daemon.SingleCycle;
import domain.TopicSpec;
import host.LogSettings;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import wiring.Components;

/** One cycle for each topic: answers the open window, or says why not with an exit code. */
@Command(
    name = "once",
    mixinStandardHelpOptions = true,
    description = "Submit in the window that is open now, then exit.")
final class OnceCommand implements Callable<Integer> {
  @Mixin private final ConfigurationOptions options;

  @Option(names = "--wait", description = "Wait for the next window if none is open.")
  private boolean wait;

  @Spec private CommandSpec spec;

  OnceCommand() {
    this(new ConfigurationOptions());
  }

  OnceCommand(ConfigurationOptions options) {
    this.options = options;
  }

  @Override
  public Integer call() throws Exception {
    Settings settings = options.settings();
    LogSettings.open(settings.stateDir(), "ERROR");
    PrintWriter err = spec.commandLine().getErr();
    LegacyArguments.warnings(settings.environment()).forEach(err::println);
    Components components = Components.from(settings);
    try (Daemon daemon = Daemon.onDemand(settings, components)) {
      components.plans().forEach(it -> it.model().describe(it.spec()));
      daemon.start();
      int worst = ExitStatus.OK;
      for (TopicSpec topic : settings.topics()) {
        SingleCycle singleCycle = new SingleCycle(daemon.camelContext(), components, topic);
        worst = Math.max(worst, singleCycle.run(wait, spec.commandLine().getErr()::println));
      }
      return worst;
    }
  }
}
