package app;

import domain.Failure;
import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine;

/** Entry point of the runnable jar: prepares the process, hands the line to picocli, exits. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    Jvm.prepare();
    CommandLine line = commandLine();
    Heritage.remarks(Map.of(), args).forEach(line.getErr()::println);
    try {
      System.exit(line.execute(Heritage.translate(args)));
    } catch (Failure.Stop e) {
      line.getErr().println("dromedary: " + e.getMessage());
      System.exit(e.exitCode());
    }
  }

  /** The whole command tree with the house's exit codes; people read standard error. */
  static CommandLine commandLine() {
    return commandLine(new Dromedary());
  }

  /** One command alone, with the same manners. */
  static CommandLine commandLine(Object command) {
    CommandLine line = new CommandLine(command);
    line.setErr(new PrintWriter(System.err, true));
    line.setParameterExceptionHandler(Sentences::usage);
    line.setExecutionExceptionHandler(Sentences::failure);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    return line;
  }
}
