package cli;

import base.ErrorText;
import base.ExitStatus;
import base.OutsideText;
import base.ProcessEnd;
import base.Suggestion;
import base.TemporaryFolders;
import cli.options.CandleOptions;
import config.LegacyArguments;
import domain.Failure;
import host.JvmSettings;
import host.LogSettings;
import host.Signals;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Entry point of the runnable jar: prepares the process, passes the command line to picocli, exits.
 */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    TemporaryFolders.useOwnFolder();
    JvmSettings.setSystemProperties();
    ProcessEnd.takeChildrenAlong();
    Signals.onSignal("TERM", () -> ProcessEnd.exit(ExitStatus.TERMINATED));
    Signals.onSignal("INT", () -> ProcessEnd.exit(ExitStatus.INTERRUPTED));
    LegacyArguments.warnings(args).forEach(System.err::println);
    try {
      String[] words = LegacyArguments.translate(args);
      System.exit(commandLine(words).execute(words));
    } catch (Failure.Stop e) {
      System.err.println("dromedary: " + e.getMessage());
      System.exit(e.exitCode());
    }
  }

  private static Path parsePath(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new TypeConversionException(CommandErrorHandler.messageOf(e));
    }
  }

  /** The commands that these words need, with the program's exit codes. */
  public static CommandLine commandLine(String... words) {
    return withErrorHandling(DromedaryCommand.commandLineFor(words));
  }

  /** One command alone, with the same error handling. */
  public static CommandLine singleCommand(Object command) {
    return withErrorHandling(new CommandLine(command));
  }

  /** Errors go to standard error. */
  private static CommandLine withErrorHandling(CommandLine line) {
    line.setErr(new PrintWriter(System.err, true));
    line.setParameterExceptionHandler(CommandErrorHandler::handleUsageError);
    line.setExecutionExceptionHandler(CommandErrorHandler::handleFailure);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.registerConverter(Instant.class, new CandleOptions.InstantConverter());
    line.registerConverter(Path.class, Main::parsePath);
    return line;
  }

  /** Prints one sentence when a command fails, never a stack trace; that is in the log. */
  static final class CommandErrorHandler {
    private CommandErrorHandler() {}

    static int handleUsageError(ParameterException e, String[] args) {
      CommandLine line = e.getCommandLine();
      line.getErr().println("dromedary: " + inPlainWords(e.getMessage()) + suggestion(e));
      line.getErr()
          .printf(
              "Usage: %s; `%s --help` explains them%n",
              line.getHelp().abbreviatedSynopsis().strip(), line.getCommandSpec().qualifiedName());
      return ExitStatus.USAGE;
    }

    /** picocli names Java's types. */
    private static String inPlainWords(String message) {
      return message
          .replaceFirst(" is not an? (long|int)$", " is not a whole number")
          .replaceFirst(" is not a double$", " is not a number");
    }

    private static String suggestion(ParameterException e) {
      if (!(e instanceof UnmatchedArgumentException unmatched)) {
        return "";
      }
      CommandLine line = e.getCommandLine();
      Set<String> known = new TreeSet<>(line.getSubcommands().keySet());
      known.addAll(line.getCommandSpec().optionsMap().keySet());
      String typed = unmatched.getUnmatched().get(0).replaceFirst("=.*", "");
      return Suggestion.clause(typed, known);
    }

    static int handleFailure(Exception e, CommandLine line, ParseResult result) {
      LogSettings.ensureOpen();
      LoggerFactory.getLogger(CommandErrorHandler.class).debug("command failed", e);
      line.getErr().println("dromedary: " + messageOf(e));
      return Failure.exitStatus(e);
    }

    private static String messageOf(Throwable e) {
      if (e instanceof Failure || e instanceof TemporaryFolders.UnusableException) {
        return e.getMessage();
      }
      if (e instanceof UncheckedIOException wrapped) {
        return messageOf(wrapped.getCause());
      }
      if (e instanceof FileSystemException file) {
        return "%s cannot be read or written: %s"
            .formatted(file.getFile(), ErrorText.fileReason(file));
      }
      if (e instanceof IOException) {
        return "a file cannot be read or written: " + ErrorText.describe(e);
      }
      if (e instanceof InvalidPathException path) {
        return "'%s' cannot be a path in this locale; LC_ALL=C.UTF-8 knows all letters"
            .formatted(OutsideText.clean(path.getInput()));
      }
      return "internal fault: %s (details in the log)".formatted(ErrorText.describe(e));
    }
  }
}
