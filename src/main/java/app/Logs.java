package app;

import ch.qos.logback.classic.LoggerContext;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/** Puts the log file into the state folder and says how much of it people see. */
final class Logs {
  private static boolean open;
  private static volatile String shown = "ERROR";

  private Logs() {}

  /** As the settings want it, for a process that stays: people get the file's line, no trace. */
  static synchronized void open(Settings settings) {
    shown = settings.text("log.level");
    if (Boolean.parseBoolean(settings.text("log.json"))) {
      LogPlan.json(context(), settings.stateDir(), shown);
    } else {
      LogPlan.full(context(), settings.stateDir(), shown);
    }
    open = true;
  }

  /** Shows people messages from {@code level} up from now on; the file takes all of them. */
  static synchronized void level(String level) {
    shown = Parsers.logLevel(level);
    LogPlan.show(context(), shown);
    LoggerFactory.getLogger(Logs.class).info("console shows {} and above", shown);
  }

  /** Least level people see now. */
  static String level() {
    return shown;
  }

  /** From now on: everything to the file in {@code folder}, the console from {@code level} up. */
  static synchronized void open(Path folder, String level) {
    shown = level;
    LogPlan.brief(context(), folder, level);
    open = true;
  }

  /** A failure that comes before the state folder is known still leaves its trace somewhere. */
  static synchronized void ensureOpen() {
    if (!open) {
      open(Path.of(System.getProperty("user.home"), ".dromedary"), "ERROR");
    }
  }

  private static LoggerContext context() {
    return (LoggerContext) LoggerFactory.getILoggerFactory();
  }
}
