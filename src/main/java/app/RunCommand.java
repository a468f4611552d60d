package app;

import base.ExitCode;
import domain.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
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

  private static final Duration TWICE = Duration.ofSeconds(1);

  @Mixin private ConfigurationOptions options;

  @Override
  public Integer call() throws Exception {
    Settings settings = options.settings();
    Logs.open(settings);
    for (String remark : Heritage.remarks(settings.environment())) {
      LOG.warn(remark);
    }
    Parts parts = Parts.from(settings);
    Instant since = parts.clock().instant();
    long began = System.nanoTime();
    try (Daemon daemon = Daemon.patrolling(settings, parts)) {
      daemon.announce(new Banner(settings, parts));
      Systemd.from(settings.environment()).ifPresent(daemon::announce);
      listen(daemon);
      int code = daemon.run();
      Duration ran = Duration.ofNanos((long) ((System.nanoTime() - began) * settings.speed()));
      Instant until = parts.clock().instant();
      LOG.info(Summary.of(parts.journal(), begun(since, ran, until), until).line());
      return code;
    }
  }

  /** A clock that had heard of no node yet said the host's time, which may lie far ahead. */
  static Instant begun(Instant since, Duration ran, Instant until) {
    return since.isAfter(until) ? until.minus(ran) : since;
  }

  private void listen(Daemon daemon) {
    AtomicLong asked = new AtomicLong();
    Signals.on("TERM", () -> end(daemon, asked, ExitCode.TERMINATED));
    Signals.on("INT", () -> end(daemon, asked, ExitCode.INTERRUPTED));
    Signals.on("HUP", this::reload);
  }

  /**
   * Who asks again does not want to wait, and the journal bears that at any moment. Some tools send
   * one wish twice in a row.
   */
  private static void end(Daemon daemon, AtomicLong asked, int code) {
    long now = System.nanoTime();
    if (asked.compareAndSet(0, now)) {
      LOG.info("asked to stop: draining what is under way, at most 30 s; asked again, it ends");
      daemon.end(code);
    } else if (now - asked.get() > TWICE.toNanos()) {
      Runtime.getRuntime().halt(code);
    }
  }

  private void reload() {
    try {
      Logs.level(options.settings().text("log.level"));
    } catch (Failure e) {
      LOG.warn("nothing is reloaded: {}", e.getMessage());
    }
  }
}
