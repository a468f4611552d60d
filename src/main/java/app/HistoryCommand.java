package app;

import base.ExitCode;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import journal.Entry;
import journal.Filter;
import journal.History;
import journal.Journal;
import journal.State;
import journal.Verdict;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What became of each window, newest first; reads while a daemon writes. */
@Command(
    name = "history",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Show what became of each window, newest first.")
final class HistoryCommand implements Callable<Integer> {
  @Option(names = "--topic", paramLabel = "N", description = "Only this topic.")
  private Long topic;

  @Option(names = "--state", description = "Only this state: ${COMPLETION-CANDIDATES}.")
  private State state;

  @Option(names = "--limit", defaultValue = "20", description = "Rows at most; default 20.")
  private int limit;

  @Option(names = "--json", description = "One JSON object on standard output.")
  private boolean json;

  @Option(names = "--csv", description = "Comma separated values on standard output.")
  private boolean csv;

  @Option(names = "--verify", description = "Check every hash first; exit code 2 if one is wrong.")
  private boolean verify;

  @Mixin private ConfigurationOptions options;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws JsonProcessingException {
    try (History history = Journal.read(Wiring.place(options.settings()))) {
      Verdict verdict = verify ? history.verify() : null;
      show(history.latest(new Filter(topic, state, null, null), Math.max(limit, 0)), verdict);
      return verdict == null || verdict.sound() ? ExitCode.OK : ExitCode.OPERATOR;
    }
  }

  private void show(List<Entry> rows, Verdict verdict) throws JsonProcessingException {
    PrintWriter err = spec.commandLine().getErr();
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(new ObjectMapper().writeValueAsString(tree(rows, verdict)));
    } else if (csv) {
      Rows.csv(rows).forEach(out::println);
    } else {
      rows.forEach(row -> show(err, row));
    }
    out.flush();
    if (verdict != null) {
      verdict.faults().forEach(err::println);
      err.println(verdict.rows() + " transitions checked, " + verdict.faults().size() + " faults");
    }
  }

  private static void show(PrintWriter err, Entry row) {
    err.println(Rows.line(row));
    Rows.behind(row).ifPresent(err::println);
  }

  private static Map<String, Object> tree(List<Entry> rows, Verdict verdict) {
    List<Map<String, Object>> all = rows.stream().map(Rows::fields).toList();
    return verdict == null
        ? Map.of("rows", all)
        : Map.of("rows", all, "checked", verdict.rows(), "faults", verdict.faults());
  }
}
