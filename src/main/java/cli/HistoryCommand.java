package cli;

import base.ExitStatus;
import chain.AlloraClient;
import cli.options.ConfigurationOptions;
import cli.options.ConfigurationOptions.NetworkOption;
import cli.options.OutcomeColours;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import config.Settings;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import journal.JournalReader;
import journal.entry.Entry;
import journal.entry.EntryFilter;
import journal.entry.EntryState;
import journal.entry.IntegrityReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import report.HistoryRows;
import report.StoredValueCheck;
import wiring.ComponentFactory;
import wiring.WorkerClientFactory;

/** Prints the result of each window, newest first; works while a daemon writes. */
@Command(
    name = "history",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Show the outcome of each window, newest first.",
    footer = {
      "",
      "Examples: dromedary history --topic 67 --state missed --limit 50",
      "          dromedary history --csv > history.csv",
      "          dromedary history --verify --on-chain"
    })
public final class HistoryCommand implements Callable<Integer> {
  private static final int MOST = 1_000_000;

  @Option(
      names = {"--topic", "--topic-id"},
      paramLabel = "N",
      description = "Only this topic.")
  private Long topic;

  @Option(
      names = "--state",
      paramLabel = "STATE",
      description = "Only this state: ${COMPLETION-CANDIDATES}.")
  private EntryState state;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "Rows at most (${DEFAULT-VALUE}).")
  private int limit;

  @Option(names = "--long", description = "With what stands behind each value.")
  private boolean full;

  @Option(names = "--json", description = "One JSON object on standard output.")
  private boolean json;

  @Option(names = "--csv", description = "Comma separated values on standard output.")
  private boolean csv;

  @Option(
      names = "--verify",
      description = "Prove every row from its signed bytes; exit code 2 if one is wrong.")
  private boolean verify;

  @Option(
      names = "--on-chain",
      description = "With --verify: ask the chain for the value of each accepted row shown.")
  private boolean onChain;

  @Mixin private ConfigurationOptions options;
  @Mixin private NetworkOption network;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws JsonProcessingException {
    if (onChain && !verify) {
      throw new ParameterException(spec.commandLine(), "--on-chain goes with --verify");
    }
    if (limit < 1 || limit > MOST) {
      throw new ParameterException(spec.commandLine(), "--limit must be from 1 to " + MOST);
    }
    Settings settings = options.settings();
    if (!ComponentFactory.hasJournal(settings)) {
      printRows(List.of(), null, null, ComponentFactory.noJournalText(settings));
      return ExitStatus.OK;
    }
    try (JournalReader history = ComponentFactory.openJournalReader(settings)) {
      IntegrityReport report =
          verify ? history.verify(ComponentFactory.submissionVerifier()) : null;
      List<Entry> rows = history.findLatest(new EntryFilter(topic, state, null, null), limit);
      StoredValueCheck stored = onChain ? askChain(settings, rows) : null;
      String ifEmpty =
          "no epoch is recorded" + (topic == null && state == null ? " yet" : " for that");
      printRows(rows, report, stored, ifEmpty);
      boolean wrong =
          report != null && !report.isIntact() || stored != null && !stored.faults().isEmpty();
      return wrong ? ExitStatus.OPERATOR : ExitStatus.OK;
    }
  }

  private static StoredValueCheck askChain(Settings settings, List<Entry> rows) {
    ComponentFactory factory = new ComponentFactory(settings, InstantSource.system());
    try (AlloraClient allora = factory.alloraClient(WorkerClientFactory.randomWallet())) {
      return StoredValueCheck.of(rows, allora);
    }
  }

  private void printRows(
      List<Entry> rows, IntegrityReport report, StoredValueCheck stored, String ifEmpty)
      throws JsonProcessingException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter text = json || csv ? spec.commandLine().getErr() : out;
    if (json) {
      out.println(new ObjectMapper().writeValueAsString(toJsonFields(rows, report, stored)));
    } else if (csv) {
      HistoryRows.toCsv(rows).forEach(out::println);
    } else {
      printText(rows, out);
    }
    if (rows.isEmpty()) {
      text.println(ifEmpty);
    }
    if (report != null) {
      report.faults().forEach(text::println);
      text.println(report.summary());
    }
    if (stored != null) {
      stored.faults().forEach(text::println);
      text.println(stored.summary());
    }
    out.flush();
  }

  private void printText(List<Entry> rows, PrintWriter out) {
    if (full) {
      rows.forEach(
          row -> {
            out.println(OutcomeColours.paint(HistoryRows.toText(row)));
            HistoryRows.provenanceText(row).ifPresent(out::println);
          });
    } else if (!rows.isEmpty()) {
      HistoryRows.toTable(rows).stream().map(OutcomeColours::paint).forEach(out::println);
    }
  }

  private static Map<String, Object> toJsonFields(
      List<Entry> rows, IntegrityReport report, StoredValueCheck stored) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("rows", rows.stream().map(HistoryRows::toFields).toList());
    if (report != null) {
      fields.put("checked", report.rows());
      fields.put("unproven", report.unproven());
      fields.put("faults", report.faults());
    }
    if (stored != null) {
      fields.put("stored", stored);
    }
    return fields;
  }
}
