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

  private static final Duration REPEAT_WINDOW = Duration.ofSeconds(1);

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

  /** If the journal ended the run, it cannot be read for the summary. */
  private static void logSummary(Components components, Instant since, Instant until) {
    try {
      LOG.info(RunSummary.ofRun(components.journal(), since, until).toText());
    } catch (Failure e) {
      LOG.info("no summary: {}", e.getMessage());
    }
  }

  /** Before the first block, the clock gave the host's time, which may be far ahead. */
  static Instant startInstant(Instant since, Duration ran, Instant until) {
    return since.isAfter(until) ? until.minus(ran) : since;
  }

  private void handleSignals(Daemon daemon) {
    AtomicLong firstSignal = new AtomicLong();
    Signals.onSignal("TERM", () -> stopOrHalt(daemon, firstSignal, ExitStatus.TERMINATED));
    Signals.onSignal("INT", () -> stopOrHalt(daemon, firstSignal, ExitStatus.INTERRUPTED));
    Signals.onSignal("HUP", this::reloadLogLevel);
  }

  /**
   * A second signal ends the process at once, which the journal allows at any moment. Some tools
   * send a signal twice in a row, so a repeat within a moment counts as one.
   */
  private static void stopOrHalt(Daemon daemon, AtomicLong firstSignal, int code) {
    long now = System.nanoTime();
    if (firstSignal.compareAndSet(0, now)) {
      LOG.info(
          "stop requested: finishing what has begun, at most 20 s; a second signal ends it at"
              + " once");
      ProcessEnd.haltIfNotEndedInTime(code);
      daemon.requestStop(code);
    } else if (now - firstSignal.get() > REPEAT_WINDOW.toNanos()) {
      Runtime.getRuntime().halt(code);
    }
  }

  private void reloadLogLevel() {
    try {
      LogSettings.setConsoleLevel(options.settings().text("log.level"));
    } catch (Failure e) {
      LOG.warn("the log level stays: {}", e.getMessage());
    }
  }
}
