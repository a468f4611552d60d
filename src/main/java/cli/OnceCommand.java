package cli;

import base.ExitStatus;
import cli.options.ConfigurationOptions;
import cli.options.ConfigurationOptions.DryRunOption;
import cli.options.ConfigurationOptions.ModelOptions;
import cli.options.ConfigurationOptions.NetworkOption;
import cli.options.ConfigurationOptions.TopicOption;
import config.LegacyArguments;
import config.Settings;
import daemon.Daemon;
import daemon.SingleCycle;
import domain.Failure;
import domain.FailureReason;
import domain.TopicSpec;
import host.LogSettings;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import routes.topic.TopicPlan;
import wiring.ComponentFactory.Components;

/**
 * Runs one cycle for each topic: submits to the open window, or prints why not and returns an exit
 * code.
 */
@Command(
    name = "once",
    mixinStandardHelpOptions = true,
    description = "Submit in the window that is open now, then exit.",
    footer = {"", "Example: dromedary once --config dromedary.properties --dry-run"})
final class OnceCommand implements Callable<Integer> {
  /** The port belongs to the daemon, which may run beside it for another wallet. */
  private static final Map<String, String> WITHOUT_PORT =
      Map.of("camel.management.enabled", "false");

  @Mixin private final ConfigurationOptions options;
  @Mixin private NetworkOption network;
  @Mixin private TopicOption topic;
  @Mixin private ModelOptions model;
  @Mixin private DryRunOption dryRun;

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
    Settings settings = options.settings(options.environment(), WITHOUT_PORT);
    LogSettings.open(settings.stateDir(), "ERROR");
    LegacyArguments.warnings(settings.environment()).forEach(spec.commandLine().getErr()::println);
    Components components = Components.from(settings);
    try (Daemon daemon = Daemon.onDemand(settings, components)) {
      components.journal().requireReachable();
      components.plans().forEach(it -> it.model().describe(it.spec()));
      daemon.start();
      return runSideBySide(daemon, components);
    }
  }

  /** Topics run side by side, so that one whose window opens late does not delay others. */
  private int runSideBySide(Daemon daemon, Components components) throws Exception {
    List<TopicSpec> topics = components.plans().stream().map(TopicPlan::spec).toList();
    if (topics.isEmpty()) {
      throw new Failure.Stop(
          FailureReason.CONFIGURATION,
          ExitStatus.CONFIGURATION,
          "once submits predictions, and no topic has the role worker: use `dromedary run`");
    }
    ExecutorService threads = Executors.newFixedThreadPool(topics.size());
    try {
      int worst = ExitStatus.OK;
      for (Future<Integer> cycle :
          threads.invokeAll(topics.stream().map(it -> cycle(daemon, components, it)).toList())) {
        worst = ExitStatus.mostSerious(worst, cycle.get());
      }
      return worst;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    } finally {
      threads.shutdownNow();
    }
  }

  private Callable<Integer> cycle(Daemon daemon, Components components, TopicSpec topic) {
    SingleCycle cycle = new SingleCycle(daemon.camelContext(), components, topic);
    return () -> cycle.run(wait, spec.commandLine().getOut()::println);
  }
}
