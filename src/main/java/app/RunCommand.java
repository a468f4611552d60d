package app;

import java.time.Instant;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The daemon: answers every epoch of its topics until it is stopped. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = "Answer every epoch until stopped.")
final class RunCommand implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);

  @Mixin private ConfigurationOptions options;

  @Override
  public Integer call() throws Exception {
    Settings settings = options.settings();
    Logs.open(settings);
    Heritage.remarks(settings.environment()).forEach(LOG::warn);
    Parts parts = Parts.from(settings);
    Instant since = parts.clock().instant();
    try (Daemon daemon = new Daemon(settings, parts, Daemon::timer)) {
      daemon.announce(new Banner(settings, parts));
      Systemd.from(settings.environment()).ifPresent(daemon::announce);
      listen(daemon);
      int code = daemon.run();
      LOG.info(Summary.of(parts.journal(), since, parts.clock().instant()).line());
      return code;
    }
  }

  private void listen(Daemon daemon) {
    Signals.on("TERM", () -> daemon.end(ExitCode.TERMINATED));
    Signals.on("INT", () -> daemon.end(ExitCode.INTERRUPTED));
    Signals.on("HUP", () -> Logs.level(options.settings().text("log.level")));
  }
}
