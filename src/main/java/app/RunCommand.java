package app;

import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The daemon: answers every epoch of its topics until it is stopped. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = "Answer every epoch until stopped.")
final class RunCommand implements Callable<Integer> {
  @Mixin private ConfigurationOptions options;

  @Override
  public Integer call() throws Exception {
    Settings settings = options.settings();
    Logs.open(settings.stateDir(), "INFO");
    Parts parts = Parts.from(settings, InstantSource.system());
    try (Daemon daemon = new Daemon(settings, parts, Daemon::timer)) {
      return daemon.run();
    }
  }
}
