package app;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.joran.spi.JoranException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the log file into the state folder and says how much of it people see. */
final class Logs {
  private static boolean open;

  private Logs() {}

  /** As the settings want it, for a process that stays: people get the file's line, no trace. */
  static void open(Settings settings) {
    System.setProperty(
        "dromedary.log.encoder",
        Boolean.parseBoolean(settings.text("log.json"))
            ? "ch.qos.logback.classic.encoder.JsonEncoder"
            : "ch.qos.logback.classic.encoder.PatternLayoutEncoder");
    System.setProperty("dromedary.console.line", "LINE");
    open(settings.stateDir(), settings.text("log.level"));
  }

  /** Shows people messages from {@code level} up from now on; the file takes all of them. */
  static synchronized void level(String level) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    String known = Parsers.logLevel(level);
    ThresholdFilter filter = new ThresholdFilter();
    filter.setLevel(known);
    filter.setContext(context);
    filter.start();
    Appender<ILoggingEvent> console =
        context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("CONSOLE");
    console.clearAllFilters();
    console.addFilter(filter);
    System.setProperty("dromedary.console.level", known);
    LoggerFactory.getLogger(Logs.class).info("console shows {} and above", known);
  }

  /** Least level people see now. */
  static String level() {
    return System.getProperty("dromedary.console.level", "ERROR");
  }

  /** From now on: everything to the file in {@code folder}, the console from {@code level} up. */
  static synchronized void open(Path folder, String level) {
    System.setProperty("dromedary.log.dir", folder.toString());
    System.setProperty("dromedary.console.level", level);
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    try {
      configurator.doConfigure(Logs.class.getResource("/logback-file.xml"));
      open = true;
    } catch (JoranException e) {
      throw new IllegalStateException("logback-file.xml is broken", e);
    }
  }

  /** A failure that comes before the state folder is known still leaves its trace somewhere. */
  static synchronized void ensureOpen() {
    if (!open) {
      open(Path.of(System.getProperty("user.home"), ".dromedary"), "ERROR");
    }
  }
}
