package cli.journal;

import base.ExitStatus;
import cli.options.ConfigurationOptions;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import journal.Journal;
import journal.JournalReader;
import journal.audit.IntegrityReport;
import journal.entry.Entry;
import journal.entry.EntryFilter;
import journal.entry.EntryState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import report.HistoryRows;
import wiring.ComponentFactory;

/** What became of each window, newest first; reads while a daemon writes. */
@Command(
    name = "history",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Show what became of each window, newest first.")
public final class HistoryCommand implements Callable<Integer> {
  @Option(names = "--topic", paramLabel = "N", description = "Only this topic.")
  private Long topic;

  @Option(names = "--state", description = "Only this state: ${COMPLETION-CANDIDATES}.")
  private EntryState state;

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
    try (JournalReader history =
        Journal.openReadOnly(ComponentFactory.journalLocation(options.settings()))) {
      IntegrityReport verdict = verify ? history.verify() : null;
      printRows(
          history.findLatest(new EntryFilter(topic, state, null, null), Math.max(limit, 0)),
          verdict);
      return verdict == null || verdict.isIntact() ? ExitStatus.OK : ExitStatus.OPERATOR;
    }
  }

  private void printRows(List<Entry> rows, IntegrityReport verdict) throws JsonProcessingException {
    PrintWriter err = spec.commandLine().getErr();
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(new ObjectMapper().writeValueAsString(toJsonFields(rows, verdict)));
    } else if (csv) {
      HistoryRows.toCsv(rows).forEach(out::println);
    } else {
      rows.forEach(row -> printRow(err, row));
    }
    out.flush();
    if (verdict != null) {
      verdict.faults().forEach(err::println);
      err.println(verdict.rows() + " transitions checked, " + verdict.faults().size() + " faults");
    }
  }

  private static void printRow(PrintWriter err, Entry row) {
    err.println(HistoryRows.toText(row));
    HistoryRows.provenanceText(row).ifPresent(err::println);
  }

  private static Map<String, Object> toJsonFields(List<Entry> rows, IntegrityReport verdict) {
    List<Map<String, Object>> all = rows.stream().map(HistoryRows::toFields).toList();
    return verdict == null
        ? Map.of("rows", all)
        : Map.of("rows", all, "checked", verdict.rows(), "faults", verdict.faults());
  }
}
