package app;

import base.ExitCode;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import journal.History;
import journal.Journal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * How the daemon fares: what it says of its health, what the chain says, and what its journal
 * holds. Disturbs no writer; what does not answer is said and hides nothing else.
 */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Show how the daemon fares: health, network, funds, next window, last rows.")
final class StatusCommand implements Callable<Integer> {
  @Option(names = "--json", description = "One JSON object on standard output.")
  private boolean json;

  @Option(names = "--offline", description = "Read the journal only; ask nobody.")
  private boolean offline;

  @Mixin private final ConfigurationOptions options;

  @Spec private CommandSpec spec;

  StatusCommand() {
    this(new ConfigurationOptions());
  }

  StatusCommand(ConfigurationOptions options) {
    this.options = options;
  }

  @Override
  public Integer call() throws JsonProcessingException {
    Settings settings = options.settings();
    try (History history = Journal.read(Wiring.place(settings))) {
      Standing standing = Standing.of(history);
      if (offline) {
        offline(standing);
        return ExitCode.OK;
      }
      try (Outlook outlook = new Outlook(settings)) {
        Readiness health = Readiness.of(settings);
        if (json) {
          print(standing, health, outlook.tree());
        } else {
          show(standing, health, outlook.lines(), outlook.now());
        }
      }
      return ExitCode.OK;
    }
  }

  private void offline(Standing standing) throws JsonProcessingException {
    Readiness unasked = new Readiness(null, "not asked");
    if (json) {
      print(standing, unasked, Map.of());
    } else {
      show(standing, unasked, List.of(), Instant.now());
    }
  }

  private void show(
      Standing standing, Readiness health, List<Map.Entry<String, String>> outlook, Instant now) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("health     " + health.words());
    outlook.forEach(it -> err.printf("%-10s %s%n", it.getKey(), it.getValue()));
    standing.lines(now).forEach(err::println);
  }

  private void print(Standing standing, Readiness health, Map<String, Object> outlook)
      throws JsonProcessingException {
    Map<String, Object> tree = standing.tree();
    tree.put("ready", health.up());
    tree.put("health", health.words());
    tree.putAll(outlook);
    PrintWriter out = spec.commandLine().getOut();
    out.println(new ObjectMapper().writeValueAsString(tree));
    out.flush();
  }
}
