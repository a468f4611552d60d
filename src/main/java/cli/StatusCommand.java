package cli;

import base.ExitStatus;
import base.ParallelRequests;
import cli.options.ConfigurationOptions;
import cli.options.ConfigurationOptions.NetworkOption;
import cli.options.ConfigurationOptions.TopicOption;
import cli.options.OutcomeColours;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import config.Settings;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import journal.JournalReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import report.HealthReport;
import report.JournalReport;
import report.NetworkReport;
import wiring.ComponentFactory;

/**
 * Prints the state of the daemon: its health, the network, and its journal. Works beside a writer;
 * a part that cannot be read says so and does not hide the others.
 */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Show the daemon's state: health, network, funds, next window, last rows.",
    footer = {"", "Example: dromedary status --config dromedary.properties | head"})
final class StatusCommand implements Callable<Integer> {
  /** Time limit of all queries, which run side by side; starting and stopping come on top. */
  private static final Duration LONGEST = Duration.ofSeconds(7);

  @Option(names = "--json", description = "One JSON object on standard output.")
  private boolean json;

  @Option(names = "--offline", description = "Read the journal only; make no network call.")
  private boolean offline;

  @Option(names = "--open", description = "Print the address of the daemon's page and exit.")
  private boolean open;

  @Mixin private final ConfigurationOptions options;
  @Mixin private NetworkOption network;
  @Mixin private TopicOption topic;

  @Spec private CommandSpec spec;

  /** Said in place of the journal's lines before the first run. */
  private String noJournal;

  StatusCommand() {
    this(new ConfigurationOptions());
  }

  StatusCommand(ConfigurationOptions options) {
    this.options = options;
  }

  @Override
  public Integer call() throws JsonProcessingException {
    Settings settings = options.settings();
    if (open) {
      spec.commandLine().getOut().println(HealthReport.pageAddress(settings));
      return ExitStatus.OK;
    }
    JournalReport journalReport = readJournal(settings);
    if (offline) {
      printOffline(journalReport);
      return ExitStatus.OK;
    }
    try (ParallelRequests requests = new ParallelRequests("status", LONGEST);
        NetworkReport networkReport = new NetworkReport(settings, requests)) {
      Supplier<HealthReport> health =
          requests.ask(
              () -> ownHealth(settings),
              e -> new HealthReport(null, "not known: " + e.getMessage()));
      if (json) {
        Supplier<Map<String, Object>> fields = networkReport.toJsonFields();
        printJson(journalReport, health.get(), fields.get());
      } else {
        Supplier<Instant> now = networkReport.askChainTime();
        var lines = networkReport.textLines();
        printText(journalReport, health.get(), lines.get(), now.get());
      }
    }
    return ExitStatus.OK;
  }

  /** A daemon of these settings has a journal; without one it is another that replies. */
  private HealthReport ownHealth(Settings settings) {
    HealthReport health = HealthReport.query(settings);
    return noJournal == null || health.up() == null
        ? health
        : new HealthReport(
            null, "a daemon with other settings replies on " + HealthReport.pageAddress(settings));
  }

  private JournalReport readJournal(Settings settings) {
    if (!ComponentFactory.hasJournal(settings)) {
      noJournal = ComponentFactory.noJournalText(settings);
      return JournalReport.empty();
    }
    try (JournalReader history = ComponentFactory.openJournalReader(settings)) {
      return JournalReport.read(history);
    }
  }

  private void printOffline(JournalReport journalReport) throws JsonProcessingException {
    HealthReport unasked = new HealthReport(null, "not asked");
    if (json) {
      printJson(journalReport, unasked, Map.of());
    } else {
      printText(journalReport, unasked, List.of(), Instant.now());
    }
  }

  private void printText(
      JournalReport journalReport,
      HealthReport health,
      List<Map.Entry<String, String>> reports,
      Instant now) {
    PrintWriter out = spec.commandLine().getOut();
    out.println("health     " + health.toText());
    reports.forEach(it -> out.printf("%-10s %s%n", it.getKey(), it.getValue()));
    (noJournal == null ? journalReport.textLines(now) : List.of(noJournal))
        .stream().map(OutcomeColours::paint).forEach(out::println);
    out.flush();
  }

  private void printJson(
      JournalReport journalReport, HealthReport health, Map<String, Object> reports)
      throws JsonProcessingException {
    Map<String, Object> tree = journalReport.toJsonFields();
    tree.put("ready", health.up());
    tree.put("health", health.toText());
    tree.putAll(reports);
    PrintWriter out = spec.commandLine().getOut();
    out.println(new ObjectMapper().writeValueAsString(tree));
    out.flush();
  }
}
