package cli;

import base.ExitStatus;
import base.ProcessEnd;
import cli.options.ConfigurationOptions;
import cli.options.ConfigurationOptions.DryRunOption;
import cli.options.ConfigurationOptions.ModelOptions;
import cli.options.ConfigurationOptions.NetworkOption;
import cli.options.ConfigurationOptions.TopicOption;
import config.LegacyArguments;
import config.Settings;
import daemon.Banner;
import daemon.Daemon;
import daemon.RunSummary;
import domain.Failure;
import host.LogSettings;
import host.Signals;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import wiring.ComponentFactory.Components;

/** The daemon: submits to every epoch of its topics until it is stopped. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = "Submit in every epoch until stopped.",
    footer = {"", "Example: dromedary run --config dromedary.properties"})
final class RunCommand implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);

  private static final Duration TWICE = Duration.ofSeconds(1);

  @Mixin private ConfigurationOptions options;
  @Mixin private NetworkOption network;
  @Mixin private TopicOption topic;
  @Mixin private ModelOptions model;
  @Mixin private DryRunOption dryRun;

  @Override
  public Integer call() throws Exception {
    Settings settings = options.settings();
    LogSettings.open(settings);
    for (String warning : LegacyArguments.warnings(settings.environment())) {
      LOG.warn(warning);
    }
    Components components = Components.from(settings);
    Instant since = components.clock().instant();
    long began = System.nanoTime();
    try (Daemon daemon = Daemon.polling(settings, components)) {
      daemon.showAtStart(new Banner(settings, components));
      handleSignals(daemon);
      int code = daemon.run();
      Duration ran = Duration.ofNanos((long) ((System.nanoTime() - began) * settings.speed()));
      Instant until = components.clock().instant();
      logSummary(components, startInstant(since, ran, until), until);
      return code;
    }
  }

  /** Where the journal ended the run it cannot be asked any more. */
  private static void logSummary(Components components, Instant since, Instant until) {
    try {
      LOG.info(RunSummary.ofRun(components.journal(), since, until).toText());
    } catch (Failure e) {
      LOG.info("no summary: {}", e.getMessage());
    }
  }

  /** A clock without a block so far gave the host's time, which may be far ahead. */
  static Instant startInstant(Instant since, Duration ran, Instant until) {
    return since.isAfter(until) ? until.minus(ran) : since;
  }

  private void handleSignals(Daemon daemon) {
    AtomicLong asked = new AtomicLong();
    Signals.onSignal("TERM", () -> stopOrHalt(daemon, asked, ExitStatus.TERMINATED));
    Signals.onSignal("INT", () -> stopOrHalt(daemon, asked, ExitStatus.INTERRUPTED));
    Signals.onSignal("HUP", this::reloadLogLevel);
  }

  /**
   * Who asks again does not want to wait, and the journal bears that at any moment. Some tools send
   * one wish twice in a row.
   */
  private static void stopOrHalt(Daemon daemon, AtomicLong asked, int code) {
    long now = System.nanoTime();
    if (asked.compareAndSet(0, now)) {
      LOG.info("asked to stop: draining what is under way, at most 20 s; asked again, it ends");
      ProcessEnd.haltIfNotEndedInTime(code);
      daemon.requestStop(code);
    } else if (now - asked.get() > TWICE.toNanos()) {
      Runtime.getRuntime().halt(code);
    }
  }

  private void reloadLogLevel() {
    try {
      LogSettings.setConsoleLevel(options.settings().text("log.level"));
    } catch (Failure e) {
      LOG.warn("nothing is reloaded: {}", e.getMessage());
    }
  }
}
