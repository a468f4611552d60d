package cli;

import base.ExitStatus;
import cli.options.ConfigurationOptions;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import config.Settings;
import domain.TopicSpec;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import journal.JournalReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import report.ScoreReport;
import wiring.ComponentFactory;

/** What the submissions were worth, from the journal; makes no network call. */
@Command(
    name = "score",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Show what submissions were worth: against the truth, no change and the network.")
final class ScoreCommand implements Callable<Integer> {
  @Option(names = "--json", description = "One JSON object on standard output.")
  private boolean json;

  @Mixin private final ConfigurationOptions options = new ConfigurationOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws JsonProcessingException {
    Settings settings = options.settings();
    try (JournalReader journal = ComponentFactory.openJournalReader(settings)) {
      List<ScoreReport> reports =
          settings.topics().stream()
              .filter(TopicSpec::hasMarket)
              .map(it -> ScoreReport.read(journal, it, Instant.now()))
              .toList();
      if (json) {
        var topics = reports.stream().map(ScoreReport::toJsonFields).toList();
        String line = new ObjectMapper().writeValueAsString(Map.of("topics", topics));
        spec.commandLine().getOut().println(line);
      } else {
        reports.forEach(it -> it.textLines().forEach(spec.commandLine().getErr()::println));
      }
      return ExitStatus.OK;
    }
  }
}
