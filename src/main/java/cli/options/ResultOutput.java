package cli.options;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Writes the result of a command to standard output, as text or as one JSON object. With JSON, the
 * text goes to standard error, like progress.
 */
public final class ResultOutput {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(names = "--json", description = "One JSON object on standard output.")
  private boolean json;

  public boolean isJson() {
    return json;
  }

  /** Writer for sentences and tables. */
  public PrintWriter text() {
    return json ? command.commandLine().getErr() : command.commandLine().getOut();
  }

  /** Does nothing unless JSON is asked for. */
  public void printJson(Supplier<?> fields) throws JsonProcessingException {
    if (json) {
      printJson(fields.get());
    }
  }

  /** Does nothing unless JSON is asked for. */
  public void printJson(Object fields) throws JsonProcessingException {
    if (json) {
      PrintWriter out = command.commandLine().getOut();
      out.println(new ObjectMapper().writeValueAsString(fields));
      out.flush();
    }
  }
}
