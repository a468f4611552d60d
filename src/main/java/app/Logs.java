package app;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/** Puts the log file into the state folder and says how much of it people see. */
final class Logs {
  private static boolean open;

  private Logs() {}

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
