package host;

import static java.util.Map.entry;

import base.OutsideText;
import base.PrivateFiles;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.util.FileSize;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.slf4j.Logger;

/** What a line of the log looks like, where it goes and how much of it there is. */
public final class LoggingConfigurator extends ContextAwareBase implements Configurator {
  /** Nothing that a stranger wrote begins a line of its own or steers a terminal. */
  private static final String MESSAGE = "%replace(%msg){'" + OutsideText.CONTROL + "', '?'}";

  private static final String LINE =
      "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level [%thread] [%X{window:-}]"
          + " %class{0}.%method:%line - "
          + MESSAGE
          + "%n";
  private static final String DATED = "%d{yyyy-MM-dd HH:mm:ss} %-5level " + MESSAGE + "%n";
  private static final String SHORT = "%d{HH:mm:ss.SSS} %-5level " + MESSAGE + "%n";
  private static final String CONSOLE = "CONSOLE";
  private static final int KEPT = 5;

  private static final Map<String, Level> LEAST =
      Map.ofEntries(
          entry(Logger.ROOT_LOGGER_NAME, Level.DEBUG),
          entry("org.bitcoinj", Level.WARN),
          entry("com.zaxxer.hikari", Level.WARN),
          entry("org.flywaydb", Level.WARN),
          entry("org.jdbi", Level.INFO),
          entry("ai.djl", Level.ERROR),
          entry("org.apache.camel", Level.INFO),
          // Its summary names addresses that are not the ones bound; the banner has the right one.
          entry("org.apache.camel.component.platform.http.main", Level.WARN),
          entry("org.apache.hc", Level.INFO),
          entry("io.vertx", Level.WARN),
          entry("io.netty", Level.WARN));

  /** Until a command knows its state folder: only what a person must see. Called by Logback. */
  @Override
  public ExecutionStatus configure(LoggerContext context) {
    addConsoleAppender(context, patternEncoder(context, SHORT + "%nopex"), Level.ERROR.levelStr);
    context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.ERROR);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  /** Lines for people who watch a command of theirs; everything goes to a file in the folder. */
  static void configureShort(LoggerContext context, Path folder, String level) {
    configureConsoleAndFile(
        context, folder, patternEncoder(context, SHORT + "%nopex"), fileEncoder(context), level);
  }

  /** Short lines with the date for a service, whose output is kept; the rest is in the file. */
  static void configureFull(LoggerContext context, Path folder, String level) {
    configureConsoleAndFile(
        context, folder, patternEncoder(context, DATED + "%nopex"), fileEncoder(context), level);
  }

  /** The same as JSON, one object a line. */
  static void configureJson(LoggerContext context, Path folder, String level) {
    configureConsoleAndFile(context, folder, jsonEncoder(context), jsonEncoder(context), level);
  }

  /** The console shows lines from this level up and nothing else from now on. */
  static void setConsoleLevel(LoggerContext context, String level) {
    Appender<ILoggingEvent> console =
        context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender(CONSOLE);
    console.clearAllFilters();
    console.addFilter(thresholdFilter(context, level));
  }

  private static void configureConsoleAndFile(
      LoggerContext context,
      Path folder,
      Encoder<ILoggingEvent> shown,
      Encoder<ILoggingEvent> written,
      String level) {
    context.reset();
    addConsoleAppender(context, shown, level);
    addFileAppender(context, folder, written);
    RecentWarnings recent = new RecentWarnings();
    recent.setContext(context);
    recent.start();
    context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(recent);
    LEAST.forEach((name, least) -> context.getLogger(name).setLevel(least));
  }

  /** People read standard error; standard output belongs to machines. */
  private static void addConsoleAppender(
      LoggerContext context, Encoder<ILoggingEvent> lines, String level) {
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setContext(context);
    console.setName(CONSOLE);
    console.setTarget("System.err");
    console.setEncoder(lines);
    console.addFilter(thresholdFilter(context, level));
    console.start();
    context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(console);
  }

  /** Stack traces stand here and nowhere else. */
  private static void addFileAppender(
      LoggerContext context, Path folder, Encoder<ILoggingEvent> lines) {
    RollingFileAppender<ILoggingEvent> file =
        new RollingFileAppender<>() {
          @Override
          public void openFile(String name) throws IOException {
            PrivateFiles.createFolders(folder);
            super.openFile(name);
            PrivateFiles.restrict(Path.of(name));
          }
        };
    file.setContext(context);
    file.setName("FILE");
    file.setFile(folder.resolve("dromedary.log").toString());
    file.setEncoder(lines);
    FixedWindowRollingPolicy names = new FixedWindowRollingPolicy();
    names.setContext(context);
    names.setParent(file);
    names.setFileNamePattern(folder.resolve("dromedary.%i.log").toString());
    names.setMinIndex(1);
    names.setMaxIndex(KEPT);
    names.start();
    SizeBasedTriggeringPolicy<ILoggingEvent> size = new SizeBasedTriggeringPolicy<>();
    size.setContext(context);
    size.setMaxFileSize(FileSize.valueOf("50MB"));
    size.start();
    file.setRollingPolicy(names);
    file.setTriggeringPolicy(size);
    file.start();
    context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(file);
  }

  private static Encoder<ILoggingEvent> fileEncoder(LoggerContext context) {
    return patternEncoder(context, LINE + "%ex");
  }

  private static Encoder<ILoggingEvent> patternEncoder(LoggerContext context, String pattern) {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(pattern);
    encoder.start();
    return encoder;
  }

  private static Encoder<ILoggingEvent> jsonEncoder(LoggerContext context) {
    JsonEncoder encoder = new JsonEncoder();
    encoder.setContext(context);
    encoder.setWithFormattedMessage(true);
    encoder.setWithSequenceNumber(false);
    encoder.setWithNanoseconds(false);
    encoder.setWithContext(false);
    encoder.start();
    return encoder;
  }

  private static ThresholdFilter thresholdFilter(LoggerContext context, String level) {
    ThresholdFilter filter = new ThresholdFilter();
    filter.setContext(context);
    filter.setLevel(level);
    filter.start();
    return filter;
  }
}
