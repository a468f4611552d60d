package app;

import base.ExitCode;
import domain.TopicSpec;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** One cycle for each topic: answers the open window, or says why not with an exit code. */
@Command(
    name = "once",
    mixinStandardHelpOptions = true,
    description = "Answer the window that is open now, then exit.")
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
    Logs.open(settings.stateDir(), "ERROR");
    PrintWriter err = spec.commandLine().getErr();
    Heritage.remarks(settings.environment()).forEach(err::println);
    Parts parts = Parts.from(settings);
    try (Daemon daemon = Daemon.onCall(settings, parts)) {
      parts.plans().forEach(it -> it.model().described(it.spec()));
      daemon.start();
      int worst = ExitCode.OK;
      for (TopicSpec topic : settings.topics()) {
        OneCycle cycle = new OneCycle(daemon.context(), parts, topic);
        worst = Math.max(worst, cycle.run(wait, spec.commandLine().getErr()::println));
      }
      return worst;
    }
  }
}
