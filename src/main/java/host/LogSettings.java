package host;

import ch.qos.logback.classic.LoggerContext;
import config.Settings;
import config.ValueParsers;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/** Puts the log file into the state folder and says how much of it people see. */
public final class LogSettings {
  private static boolean open;
  private static volatile String shown = "ERROR";

  private LogSettings() {}

  /** As the settings want it, for a process that stays: people get the file's line, no trace. */
  public static synchronized void open(Settings settings) {
    shown = settings.text("log.level");
    if (Boolean.parseBoolean(settings.text("log.json"))) {
      LoggingConfigurator.configureJson(loggerContext(), settings.stateDir(), shown);
    } else {
      LoggingConfigurator.configureFull(loggerContext(), settings.stateDir(), shown);
    }
    open = true;
  }

  /** Shows people messages from {@code level} up from now on; the file takes all of them. */
  public static synchronized void setConsoleLevel(String level) {
    shown = ValueParsers.parseLogLevel(level);
    LoggingConfigurator.setConsoleLevel(loggerContext(), shown);
    LoggerFactory.getLogger(LogSettings.class).info("console shows {} and above", shown);
  }

  /** Least level people see now. */
  public static String consoleLevel() {
    return shown;
  }

  /** From now on: everything to the file in {@code folder}, the console from {@code level} up. */
  public static synchronized void open(Path folder, String level) {
    shown = level;
    LoggingConfigurator.configureShort(loggerContext(), folder, level);
    open = true;
  }

  /** A failure that comes before the state folder is known still leaves its trace somewhere. */
  public static synchronized void ensureOpen() {
    if (!open) {
      Settings.defaultStateFolder(System.getenv()).ifPresent(it -> open(it, "ERROR"));
    }
  }

  private static LoggerContext loggerContext() {
    return (LoggerContext) LoggerFactory.getILoggerFactory();
  }
}
